import { execa } from 'execa'

/** An image whose origin can't be shown. */
export class AttestationError extends Error {
  override readonly name = 'AttestationError'
  /** GitHub answered: it has no attestation of this workflow for the image. Otherwise it couldn't be asked. */
  readonly absent: boolean

  constructor(message: string, absent = false) {
    super(message)
    this.absent = absent
  }
}

/** What `gh attestation verify` says about an image without an attestation, or with another workflow's. */
const ABSENT = /HTTP 404: Not Found|no attestations found|verification failed/i

/** The only workflow whose images are taken, and the only branch that it may have built them from. */
const SIGNER = '.github/workflows/images.yaml'
const SOURCE = 'refs/heads/main'

/**
 * Asks GitHub whether the workflow `images` of this repository built an image from main, with the GitHub CLI, which
 * checks the signature. It signs in with $ATTESTATION_TOKEN, where the token that writes commits can't read attestations.
 *
 * https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations
 *
 * @param image without tag. @param repository the URL of this repository. @throws {AttestationError} if it didn't.
 */
export async function verifyAttestation(
  image: string,
  digest: string | undefined,
  repository: string,
): Promise<void> {
  const name = /([^/:]+\/[^/]+?)(\.git)?\/?$/.exec(repository)?.[1] ?? ''
  if (!digest)
    throw new AttestationError(`${image} has no digest: only a digest can be verified. Use TAG@DIGEST.`)
  const token = process.env['ATTESTATION_TOKEN']
  const asked = await execa(
    'gh',
    [
      ...['attestation', 'verify', `oci://${image}@${digest}`, '--repo', name],
      ...['--signer-workflow', `${name}/${SIGNER}`, '--source-ref', SOURCE, '--deny-self-hosted-runners'],
    ],
    { reject: false, ...(token && { env: { GH_TOKEN: token } }) },
  )
  if (asked.failed)
    throw new AttestationError(
      `${image}@${digest} was not verified as built by ${SIGNER} of ${name} from main: ` +
        `${asked.stderr?.trim() || asked.shortMessage} If the run that published it ended before it was attested, ` +
        're-run that one; else run the workflow again, which rebuilds the image. gh must be installed, ' +
        'signed in, and allowed to read attestations.',
      ABSENT.test(asked.stderr ?? ''),
    )
}

/** Whether the workflow `images` of this repository built an image from main. @throws {AttestationError} if unknown. */
export async function isAttested(image: string, digest: string, repository: string): Promise<boolean> {
  try {
    await verifyAttestation(image, digest, repository)
    return true
  } catch (error) {
    if (error instanceof AttestationError && error.absent) return false
    throw error
  }
}
