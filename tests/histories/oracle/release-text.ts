import assert from 'node:assert/strict'

/** The lines of a release.yaml by service; what stands above the first one has no name. */
function blocks(text: string): Map<string, string> {
  const found = new Map<string, string>()
  let name = ''
  for (const line of text.split('\n')) {
    name = /^ {2}([a-z][-a-z0-9]*):/.exec(line)?.[1] ?? name
    found.set(name, `${found.get(name) ?? ''}${line}\n`)
  }
  return found
}

/** Holds that only the lines of some services have changed, and that no comment is gone. */
export function checkText(before: string, after: string, moved: readonly string[]): void {
  const [was, is] = [blocks(before), blocks(after)]
  assert.deepEqual([...is.keys()].sort(), [...was.keys()].sort())
  for (const [name, text] of was)
    if (!moved.includes(name)) assert.equal(is.get(name), text, `lines of ${name || 'the head'}`)
  const comments = (text: string) => [...text.matchAll(/#.*/g)].map(([comment]) => comment).sort()
  assert.deepEqual(comments(after), comments(before), 'comments of release.yaml')
}
