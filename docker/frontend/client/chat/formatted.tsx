// biome-ignore-all lint/suspicious/noArrayIndexKey: the parts of a text never change their order.
import { type Block, blocks, spans } from './format.ts'

/** An assistant's text as elements, never as HTML. */
export const Formatted = ({ text }: { text: string }) =>
  blocks(text).map((block, index) => <One key={index} {...block} />)

const Inline = ({ text }: { text: string }) =>
  spans(text).map(({ kind, text: words }, index) => {
    if (kind === 'bold') return <strong key={index}>{words}</strong>
    return kind === 'code' ? <code key={index}>{words}</code> : words
  })

const One = (block: Block) => {
  if (block.kind === 'text')
    return (
      <p>
        <Inline text={block.lines.join('\n')} />
      </p>
    )
  const items = block.items.map((item, index) => (
    <li key={index}>
      <Inline text={item} />
    </li>
  ))
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}
