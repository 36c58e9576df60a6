import { expect, test } from 'vitest'
import { workflowCommands } from '../../render/annotations/workflow-commands.ts'
import { STRINGS } from './strings.ts'

/** A command as the runner reads it: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function readCommand(line: string) {
  const [, command, properties = '', text = ''] = /^::(\w+)(?: (.*?))?::(.*)$/s.exec(line) ?? []
  const plain = (value: string, property: boolean) =>
    (property ? value.replaceAll('%2C', ',').replaceAll('%3A', ':') : value)
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%')
  const read = properties.split(',').map((each) => {
    const [name = '', value = ''] = [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]
    return [name, plain(value, true)]
  })
  return { command, ...Object.fromEntries(read), text: plain(text, false) }
}

test('a finding becomes a command of one line, whose message ends with its place', () => {
  const [line] = workflowCommands([
    { rule: 'probes', level: 'error', message: 'M.', remediation: 'R.', file: 'a.yaml', line: 3, column: 5 },
  ])
  expect(line).toBe('::error file=a.yaml,line=3,col=5,title=probes::M.%0AR.%0Aa.yaml:3:5')
  expect(workflowCommands([{ rule: 'probes', level: 'warning', message: 'M.' }])).toEqual([
    '::warning title=probes::M.',
  ])
})

test.each(STRINGS)('whatever a manifest says, it stays in its own part of its own command: %j', (text) => {
  const lines = workflowCommands([
    { rule: text, level: 'error', message: text, remediation: text, file: text, line: 1, column: 2 },
  ])
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toMatch(/[\n\r]/)
  expect(readCommand(lines[0] as string)).toEqual({
    ...{ command: 'error', file: text, line: '1', col: '2', title: text },
    text: `${text}\n${text}\n${text}:1:2`,
  })
})
