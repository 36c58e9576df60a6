import { HelmError } from '../../tools/helm.ts'
import { asHelmReads, mapTexts } from '../../vendor/manifests.ts'
import { type Call, callsIn, reasonFor, withTraps } from '../../vendor/template-calls.ts'

/** A call that a rendering reaches. */
export interface ReachedCall {
  readonly name: string
  /** As `templates/secret.yaml:7`. */
  readonly where: string
  readonly why: string
}

/** A chart has hundreds of such calls in its library; a rendering reaches one or two. */
const MOST = 20

/**
 * The calls of a chart that a rendering with these values reaches, and whose result must not get into git. Templates are
 * full of them, for values that nobody gives: so each becomes one that fails, and the chart is rendered until none does.
 *
 * @param files the chart. @param values what the user gives. @param render renders a changed copy of both.
 * @throws {HelmError} if it fails for another reason.
 */
export async function trappedCalls(
  files: ReadonlyMap<string, Uint8Array>,
  values: object,
  render: (files: ReadonlyMap<string, Uint8Array>, values: object) => Promise<void>,
): Promise<ReachedCall[]> {
  const reached: (ReachedCall & { readonly key: string })[] = []
  while (reached.length < MOST) {
    const traps: (ReachedCall & { readonly key: string })[] = []
    const trap = (text: string, whereOf: (call: Call) => string, place: string): string =>
      withTraps(text, callsIn(text), (call) => {
        const key = `${place}:${call.start}`
        if (reached.some((each) => each.key === key)) return undefined
        traps.push({ key, name: call.name, where: whereOf(call), why: reasonFor(call.name) })
        return `~${traps.length - 1}~`
      })
    // What a template hands to `tpl` may stand in the values.
    const inValues = (place: string) => (text: string, path: readonly string[]) => {
      const key = path.join('.')
      return trap(text, () => `${place} ${key}`, `${place} ${key}`)
    }
    const trapped = new Map(
      [...files].map(([path, bytes]) => {
        if (isTemplate(path)) {
          const text = new TextDecoder().decode(bytes)
          const changed = trap(text, ({ line }) => `${path}:${line}`, path)
          return [path, changed === text ? bytes : Buffer.from(changed)] as const
        }
        if (!/(^|\/)values\.yaml$/.test(path)) return [path, bytes] as const
        const text = new TextDecoder().decode(bytes)
        if (!text.includes('{{')) return [path, bytes] as const
        return [path, Buffer.from(JSON.stringify(mapTexts(asHelmReads(text), inValues(path))))] as const
      }),
    )
    const trappedValues = Object(mapTexts(values, inValues('values'))) as object
    if (traps.length === 0) return reached
    try {
      await render(trapped, trappedValues)
      return reached
    } catch (error) {
      const mark = error instanceof HelmError ? /~(\d+)~/.exec(error.message)?.[1] : undefined
      const found = mark === undefined ? undefined : traps[Number(mark)]
      if (!found) throw error
      reached.push(found)
    }
  }
  return reached
}

/** Templates, and any file that one of them may hand to `tpl`. */
const isTemplate = (path: string): boolean => !/\.md$|(^|\/)(Chart|values)\.yaml$/.test(path)
