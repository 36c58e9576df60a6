/** The values that a field may have, by definition and field; of a list or map of them, those of its items. */
export type Enums = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/**
 * Reads the enumerations out of Kubernetes' generated Go code. The published OpenAPI files leave them out, because an
 * API server adds them only behind its feature gate OpenAPIEnums; the code has them in a form as regular as data.
 *
 * @param code `pkg/generated/openapi/zz_generated.openapi.go`.
 */
export function enumsOf(code: string): Enums {
  const enums: Record<string, Record<string, readonly string[]>> = {}
  let definition = ''
  let property = ''
  for (const line of code.split('\n')) {
    const model = /^func schema_k8sio_api_(\w+?)_(v\d\w*?)_(\w+)\(/.exec(line)
    if (model) definition = `${model[1]}.${model[2]}.${model[3]}`
    else if (line.startsWith('func ')) definition = ''
    const field = /^\t{5}"([^"]+)": \{$/.exec(line)
    if (field) property = field[1] as string
    const values = /^\t+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1]
    if (!values || !definition) continue
    enums[definition] ??= {}
    ;(enums[definition] as Record<string, readonly string[]>)[property] = JSON.parse(`[${values}]`)
  }
  return enums
}
