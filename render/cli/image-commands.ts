import type { Command } from 'commander'
import type { ImagesOptions } from '../commands/images.ts'
import type { PublishImageOptions } from '../commands/publish-image.ts'
import { run, withExamples } from './program.ts'

/** The commands around images, for the workflow that builds them. */
export function addImageCommands(program: Command): void {
  withExamples(
    program
      .command('images')
      .description('List the image of each service; its tag is a hash of its sources.'),
    {
      'Every image at HEAD': 'npm run images',
      'Images that staging does not run yet, and whether they are published':
        'npm run images -- --changed-from staging --published',
      'As JSON': 'npm run -s images -- --json',
    },
  )
    .option('--changed-from <environment>', 'skip the images that this environment runs')
    .option('--published', 'look their digests up in the registry (needs docker with buildx)')
    .option(
      '--verify-attestations',
      'with --published: rebuild images without an attestation of this repository (needs gh)',
    )
    .option('--running', 'list the images that environments run and base pins instead, by digest')
    .option('--github-output <name>', 'also write the list to this output of the workflow step')
    .action(async (options: ImagesOptions) => {
      const { images } = await import('../commands/images.ts')
      return run(program, (root) => images(root, options))
    })

  withExamples(
    program
      .command('publish-image')
      .description('Publish a multi-platform image under its tag, unless the tag exists.'),
    {
      'In a workflow, after the builds':
        'npm run publish-image -- --image "$IMAGE" --digests built/digests --builds builds',
      'And pass the digest to the next step':
        'npm run publish-image -- --image "$IMAGE" --digests built/digests --builds builds --github-output image',
    },
  )
    .requiredOption('--image <json>', 'one entry of the JSON list that `images` prints')
    .requiredOption(
      '--digests <folder>',
      'folder with one file for each platform, which contains its digest; empty if nothing was built',
    )
    .requiredOption('--builds <folder>', 'folder to write SERVICE.json to, for bump --builds')
    .option(
      '--github-output <name>',
      'write {service, tag, digest, made} to this output of the workflow step',
    )
    .action(async (options: PublishImageOptions) => {
      const { publishImage } = await import('../commands/publish-image.ts')
      return run(program, () => publishImage(options))
    })
}
