import { isMap, isSeq, parseDocument } from 'yaml'

/**
 * dependabot.yml of the engine's repository for another: without folders that are gone, and without updates that have no
 * other.
 *
 * @param exists whether the repository has this folder; its path begins with a slash.
 */
export function dependabotFor(text: string, exists: (folder: string) => boolean): string {
  const document = parseDocument(text)
  const updates = document.get('updates')
  if (!isSeq(updates)) return text
  updates.items = updates.items.filter((update) => {
    if (!isMap(update)) return true
    const one = update.get('directory')
    if (typeof one === 'string') return exists(one)
    const several = update.get('directories')
    if (!isSeq(several)) return true
    several.items = several.items.filter((item) => exists(String(item)))
    return several.items.length > 0
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
