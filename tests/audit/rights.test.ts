import { describe, expect, test } from 'vitest'
import { ASSISTANTS, type Assistant, refusal } from '../../render/audit/assistants.ts'
import { beyondReading, type Rule } from '../../render/audit/rights.ts'

describe('beyondReading', () => {
  test.each<[string, Rule[]]>([
    ['nothing', []],
    [
      'reading',
      [
        {
          verbs: ['get', 'list', 'watch'],
          apiGroups: ['apps'],
          resources: ['deployments', 'deployments/scale'],
        },
      ],
    ],
    ['logs', [{ verbs: ['get'], apiGroups: [''], resources: ['pods', 'pods/log'] }]],
    [
      'what everybody may ask about themselves',
      [{ verbs: ['create'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] }],
    ],
    ['paths that are no resources', [{ verbs: ['get'] }]],
  ])('%s is only looking', (_, rules) => {
    expect(beyondReading(rules)).toEqual([])
  })

  test.each<[string, Rule, string]>([
    ['a change', { verbs: ['get', 'patch'], resources: ['deployments'] }, 'patch deployments'],
    ['everything', { verbs: ['*'], resources: ['*'] }, '* *'],
    [
      'a subresource that changes',
      { verbs: ['update'], resources: ['deployments/scale'] },
      'update deployments/scale',
    ],
    ['looking at Secrets', { verbs: ['list'], resources: ['pods', 'secrets'] }, 'list secrets'],
    ['looking at everything, Secrets among it', { verbs: ['get'], resources: ['*'] }, 'get *'],
    ['a shell by a GET', { verbs: ['get'], resources: ['pods/exec'] }, 'get pods/exec'],
    ['every subresource', { verbs: ['get'], resources: ['*/*'] }, 'get */*'],
    ['a way through a node', { verbs: ['get'], resources: ['nodes/proxy'] }, 'get nodes/proxy'],
    ['being someone else', { verbs: ['impersonate'], resources: ['users'] }, 'impersonate users'],
  ])('%s is more', (_, rule, told) => {
    expect(beyondReading([rule, rule])).toEqual([told])
  })
})

describe('refusal', () => {
  const of = (tool: string, ...args: string[]) => refusal(ASSISTANTS[tool] as Assistant, args)

  test.each([
    ['kubectl-ai', 'why does the backend restart?'],
    ['kubectl-ai', '--model=x', 'why?'],
    ['kagent', '--agent', 'k8s-agent', '--task', 'list the pods'],
    ['kagent', '-a=k8s-agent', '--task=list the pods'],
    ['gordon', 'why is this image so large?'],
  ])('%s may be asked: %s', (tool, ...args) => {
    expect(of(tool, ...args)).toBeUndefined()
  })

  test.each<[RegExp, string, ...string[]]>([
    [/--skip-permissions is not allowed/, 'kubectl-ai', '--skip-permissions', 'scale it'],
    [/--skip-permissions is not allowed/, 'kubectl-ai', '--skip-permissions=true', 'scale it'],
    [/--kubeconfig is not allowed/, 'kubectl-ai', '--kubeconfig=/root/.kube/config', 'scale it'],
    [/--mcp-server is not allowed/, 'kubectl-ai', '--mcp-server', 'x'],
    [/--quiet is not allowed/, 'kubectl-ai', '--quiet=false', 'x'],
    [/-f is not allowed/, 'kagent', '-f', 'task.txt'],
    [/-Sftask.txt is not allowed/, 'kagent', '-Sftask.txt'],
    [/Give the prompt/, 'kubectl-ai', '--model=x'],
    [/Give the prompt/, 'kagent', '--agent', 'k8s-agent'],
    [/Give the prompt/, 'gordon', ' '],
  ])('%s: %s %s', (message, tool, ...args) => {
    expect(of(tool, ...args)).toMatch(message)
  })
})
