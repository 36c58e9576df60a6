import type { Rule } from '../../rule.ts'

export const schema: Rule = {
  id: 'schema',
  severity: 'error',
  title: 'Every resource is valid for the API server of its cluster.',
  why: 'The API server rejects the resource, or drops the field without an error: the sync fails, or applies less than the manifest (https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation).',
  remediation: 'Correct the field or its name.',
  *check({ resources, argocd, validate }) {
    for (const resource of [...resources, ...argocd])
      for (const { path, message } of validate(resource)) yield { resource, path, message }
  },
}
