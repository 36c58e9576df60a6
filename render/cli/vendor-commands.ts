import type { Command } from 'commander'
import type { VendorOptions } from '../commands/vendor/vendor.ts'
import { run, withExamples } from './program.ts'

/** The command around what other people publish: charts and kustomizations. */
export function addVendorCommands(program: Command): void {
  withExamples(
    program
      .command('vendor')
      .description(
        'Fetch and render the Helm charts and Kustomize folders that base/vendor/*/source.yaml name, into files of this repository.',
      ),
    {
      'Whatever changed in a source.yaml, and what was edited by hand': 'npm run vendor',
      'What the newest version of one would change': 'npm run vendor -- cache --update --dry-run',
      'A certain version': 'npm run vendor -- cache --update 1.4.0',
      'Whether the files are still what the sources serve': 'npm run vendor -- --refetch --dry-run',
    },
  )
    .argument('[source...]', 'only these folders of base/vendor (default: all)')
    .option('--update [version]', 'take this version, or the newest, and write its digest to source.yaml')
    .option('--refetch', 'fetch and render again what has not changed here')
    .option('--dry-run', 'write nothing')
    .action(async (names: string[], options: VendorOptions) => {
      const { vendor } = await import('../commands/vendor/vendor.ts')
      return run(program, (root) => vendor(root, names, options))
    })
}
