import type { Command } from 'commander'
import type { ImagesOptions } from '../commands/images.ts'
import type { PublishImageOptions } from '../commands/publish-image.ts'
import { run, withExamples } from './program.ts'

/** The commands around images, for the workflow that builds them. */
export function addImageCommands(program: Command): void {
  withExamples(
    program
      .command('images')
      .description('List the image of each service, tagged with a hash of what it is built from.'),
    {
      'Every image at HEAD': 'npm run images',
      'What staging does not run yet, and whether it is published':
        'npm run images -- --changed-from staging --published',
      'For a program': 'npm run -s images -- --json',
    },
  )
    .option('--changed-from <environment>', 'skip the images that this environment runs')
    .option('--published', 'ask the registry for their digests (needs docker with buildx)')
    .option(
      '--verify-attestations',
      'with --published: rebuild an image that this repository did not attest (asks gh)',
    )
    .option('--running', 'instead, list what environments run and base pins, by digest')
    .option('--github-output <name>', "also write the list to this output of the workflow's step")
    .action(async (options: ImagesOptions) => {
      const { images } = await import('../commands/images.ts')
      return run(program, (root) => images(root, options))
    })

  withExamples(
    program
      .command('publish-image')
      .description('Publish an image that was built for each platform, unless its tag exists.'),
    {
      'In a workflow, after the builds':
        'npm run publish-image -- --image "$IMAGE" --digests built/digests --builds builds',
      'And hand the digest to the next step':
        'npm run publish-image -- --image "$IMAGE" --digests built/digests --builds builds --github-output image',
    },
  )
    .requiredOption('--image <json>', 'one entry of the list that images prints as JSON')
    .requiredOption(
      '--digests <folder>',
      'a file for each platform that holds the digest built for it; empty if nothing was built',
    )
    .requiredOption('--builds <folder>', 'the folder to write SERVICE.json to, for bump --builds')
    .option(
      '--github-output <name>',
      "write {service, tag, digest, made} to this output of the workflow's step",
    )
    .action(async (options: PublishImageOptions) => {
      const { publishImage } = await import('../commands/publish-image.ts')
      return run(program, () => publishImage(options))
    })
}
