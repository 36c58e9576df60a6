import type { Command } from 'commander'
import type { ImagesOptions } from '../commands/images.ts'
import type { PublishImageOptions } from '../commands/publish-image.ts'
import { run } from './program.ts'

/** The commands around images, for the workflow that builds them. */
export function addImageCommands(program: Command): void {
  program
    .command('images')
    .description('list the image of every service, named after what it is built from')
    .option('--changed-from <environment>', 'leave out what this environment runs already')
    .option('--published', 'ask the registry which are there already, and under which digest (asks docker)')
    .option(
      '--verify-attestations',
      'with --published: build an image anew that this repository did not attest (asks gh)',
    )
    .option('--running', 'instead, list what environments run and base pins, by digest')
    .option('--github-output <name>', "also make the list an output of the workflow's step")
    .action(async (options: ImagesOptions) => {
      const { images } = await import('../commands/images.ts')
      return run(program, (root) => images(root, options))
    })

  program
    .command('publish-image')
    .description('publish an image that was built for each platform, unless its tag is there already')
    .requiredOption('--image <json>', 'one entry of what images lists')
    .requiredOption(
      '--digests <folder>',
      'a file for each platform with the digest built for it, or empty if nothing was built',
    )
    .requiredOption('--builds <folder>', 'where to write SERVICE.json for bump --builds')
    .option('--github-output <name>', "make {service, tag, digest, made} an output of the workflow's step")
    .action(async (options: PublishImageOptions) => {
      const { publishImage } = await import('../commands/publish-image.ts')
      return run(program, () => publishImage(options))
    })
}
