import type { Resource } from '../../../render/kubernetes/resource.ts'
import type { Operator, Site } from '../mutation.ts'

const isWhole = ({ path }: Site): boolean => path.length === 0

/** The resource with other metadata. */
const called = (resource: Resource, metadata: object): Resource => ({
  ...structuredClone(resource),
  metadata: { ...structuredClone(resource.metadata), ...metadata },
})

/** Mistakes with whole resources. */
export const whole: readonly Operator[] = [
  {
    id: 'drop-resource',
    title: 'A resource is not listed in its kustomization.',
    edits: (site) => (isWhole(site) ? [{ detail: 'dropped' }] : []),
  },
  {
    id: 'copy-resource',
    title: 'A resource is copied with only its name changed.',
    edits: (site) =>
      isWhole(site)
        ? [{ detail: 'copied', added: [called(site.resource, { name: `${site.resource.metadata.name}-2` })] }]
        : [],
  },
  {
    id: 'other-namespace',
    title: 'A resource names another namespace.',
    edits: (site) =>
      isWhole(site)
        ? [
            { detail: 'default', variant: 'default', value: called(site.resource, { namespace: 'default' }) },
            {
              detail: 'kube-system',
              variant: 'kube-system',
              value: called(site.resource, { namespace: 'kube-system' }),
            },
          ]
        : [],
  },
  {
    id: 'old-version',
    title: 'A resource has an API version that was removed.',
    edits: (site) =>
      isWhole(site)
        ? [
            {
              detail: 'v1beta1',
              value: {
                ...structuredClone(site.resource),
                apiVersion: site.resource.apiVersion.replace(/[^/]+$/, 'v1beta1'),
              },
            },
          ]
        : [],
  },
]
