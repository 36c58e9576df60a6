import type { Rule } from '../rule.ts'

export const schema: Rule = {
  id: 'schema',
  severity: 'error',
  title: 'Every resource is what the API server of its cluster takes.',
  why: 'The API server refuses the resource, or drops the field without a word, and the sync fails or does less than it says (https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation).',
  remediation: 'Correct the field, or the name of the field.',
  *check({ resources, argocd, validate }) {
    for (const resource of [...resources, ...argocd])
      for (const { path, message } of validate(resource)) yield { resource, path, message }
  },
}
