import type { Command } from 'commander'
import type { VendorOptions } from '../commands/vendor/vendor.ts'
import { run, withExamples } from './program.ts'

/** The command around what other people publish: charts and kustomizations. */
export function addVendorCommands(program: Command): void {
  withExamples(
    program
      .command('vendor')
      .description(
        'Fetch the Helm charts and Kustomize folders named in base/vendor/*/source.yaml, and write their manifests there.',
      ),
    {
      'Sources whose source.yaml changed or whose files were edited': 'npm run vendor',
      'Show what the newest version would change': 'npm run vendor -- cache --update --dry-run',
      'Update to a version': 'npm run vendor -- cache --update 1.4.0',
      'Verify that the files match their sources': 'npm run vendor -- --refetch --dry-run',
    },
  )
    .argument('[source...]', 'only these folders of base/vendor (default: all)')
    .option(
      '--update [version]',
      'update to this version (default: the newest), and write its digest to source.yaml',
    )
    .option('--refetch', 'also fetch sources that have not changed here')
    .option('--dry-run', 'write nothing')
    .action(async (names: string[], options: VendorOptions) => {
      const { vendor } = await import('../commands/vendor/vendor.ts')
      return run(program, (root) => vendor(root, names, options))
    })
}
