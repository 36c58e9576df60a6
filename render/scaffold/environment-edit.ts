import { parseDocument } from 'yaml'

/** environment.yaml with a service left out, the rest and its comments as they were. */
export function withoutService(text: string, service: string): string {
  const document = parseDocument(text)
  document.setIn(['services', service], { enabled: false })
  return document.toString({ lineWidth: 0 })
}
