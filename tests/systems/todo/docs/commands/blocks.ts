/** The commands of a document's ```sh blocks, in order: without comments, and with continued lines joined. */
export const commandsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].flatMap(([, block = '']) => {
    const commands: string[] = []
    let begun = ''
    for (const line of block.split('\n')) {
      const text = `${begun} ${withoutComment(line)}`.trim().replace(/\s+/g, ' ')
      const open = isContinued(text)
      begun = open ? text.replace(/\\$/, '') : ''
      if (!open && text !== '') commands.push(text)
    }
    return commands
  })

const withoutComment = (line: string): string => line.replace(/(^|\s)#(\s.*)?$/, '').trim()

/** It ends in a backslash or a pipe, or inside a quotation. */
const isContinued = (text: string): boolean =>
  /[\\|]$/.test(text) ||
  odd(text.replaceAll(/"[^"]*"/g, ''), "'") ||
  odd(text.replaceAll(/'[^']*'/g, ''), '"')

const odd = (text: string, sign: string): boolean => text.split(sign).length % 2 === 0
