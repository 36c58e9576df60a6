import type { Parse } from '../../environment/parse.ts'
import type { CustomKinds } from '../../kubernetes/crd/definition.ts'
import { customKinds } from '../../repository/custom-kinds.ts'
import { below, type Tree, versionsIn } from './tree.ts'

/** The kinds that base/crds of a tree defines, for the Kubernetes version of each of its clusters. */
export const customKindsIn = (root: string, tree: Tree, read: Parse): CustomKinds =>
  customKinds(root, below(tree, 'base/crds'), versionsIn(tree, read)).custom
