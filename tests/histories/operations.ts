import * as fc from 'fast-check'

/**
 * One thing that people or a CI do. Numbers are taken modulo what there is when it comes to be done, so that a history
 * stays a history when the search for a smaller one leaves something out.
 */
export type Operation = (
  | { readonly kind: 'bump'; readonly environment: number; readonly picks: readonly Pick[] }
  | { readonly kind: 'promote'; readonly from: number; readonly services: readonly number[] }
  | {
      readonly kind: 'rollback'
      readonly environment: number
      readonly services: readonly number[]
      /** How many commits back the target is; defaults to the previous state. */
      readonly to: number | undefined
      readonly days: number | undefined
    }
  | {
      readonly kind: 'hold'
      readonly environment: number
      readonly service: number | undefined
      readonly days: number | undefined
    }
  /** Of what is held there, as far as anything is. */
  | { readonly kind: 'lift'; readonly environment: number; readonly service: number | undefined }
  | { readonly kind: 'change'; readonly changes: readonly Change[] }
  | {
      readonly kind: 'pull-request'
      /** How many commits ago its branch began. */
      readonly behind: number
      readonly changes: readonly Change[]
      readonly squash: boolean
    }
  | { readonly kind: 'revert'; readonly behind: number }
) & { readonly after: number }

/** A build to bump to: of a new commit, of one beside the branch, or one that was built before. */
export interface Pick {
  readonly service: number
  readonly source: 'new' | 'migrating' | 'contracting' | 'beside' | 'known'
  readonly which: number
}

/** What people change by hand. */
export type Change =
  | {
      readonly what: 'setting' | 'replicas' | 'resources' | 'build'
      readonly environment: number
      readonly service: number
      readonly value: number
    }
  /** Another name for a setting, another commit to build from, another registry for all images. */
  | { readonly what: 'rename' | 'source' | 'registry'; readonly service: number }

const some = fc.nat(999)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const days = optional(fc.nat(3))
const services = fc.oneof(fc.constant([]), fc.array(fc.nat(9), { minLength: 1, maxLength: 2 }))

const pick: fc.Arbitrary<Pick> = fc.record({
  service: some,
  source: fc.oneof(
    { weight: 6, arbitrary: fc.constant('new' as const) },
    { weight: 2, arbitrary: fc.constantFrom('migrating' as const, 'contracting' as const) },
    { weight: 2, arbitrary: fc.constant('beside' as const) },
    { weight: 2, arbitrary: fc.constant('known' as const) },
  ),
  which: some,
})

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'setting' as const,
        'setting' as const,
        'replicas' as const,
        'resources' as const,
      ),
      environment: some,
      service: some,
      value: some,
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('rename' as const), service: some }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('registry' as const), service: some }) },
)
/** A change that a branch may bring, among them a bump made by hand. */
const proposed: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: change },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('build' as const),
      environment: some,
      service: some,
      value: some,
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('source' as const), service: some }) },
)

const operation: fc.Arbitrary<Operation> = fc
  .tuple(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('bump' as const),
          environment: some,
          picks: fc.array(pick, { minLength: 1, maxLength: 3 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('promote' as const), from: some, services }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('rollback' as const),
          environment: some,
          services,
          to: fc.option(some, { nil: undefined, freq: 1 }),
          days,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('hold' as const),
          environment: some,
          service: optional(some),
          days,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('lift' as const),
          environment: some,
          service: fc.option(some, { nil: undefined, freq: 4 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('change' as const),
          changes: fc.array(change, { minLength: 1, maxLength: 2 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('pull-request' as const),
          behind: fc.nat(4),
          changes: fc.array(proposed, { minLength: 1, maxLength: 2 }),
          squash: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('revert' as const), behind: fc.nat(5) }) },
    ),
    fc.nat(1),
  )
  .map(([each, after]) => ({ ...each, after }))

export interface History {
  /** Whether it is played on the base of this repository, as one in fifty is; else on a small one. */
  readonly real: boolean
  /** Whether commands push to a remote, as in one history of five: that takes longer. */
  readonly pushes: boolean
  readonly operations: readonly Operation[]
}

/** Something to come back to, in both environments. */
const BUMPS: readonly Operation[] = [0, 1].map((environment) => ({
  kind: 'bump',
  environment,
  picks: [0, 1, 2].map((service) => ({ service, source: 'new', which: 0 })),
  after: 1,
}))
/** What many histories have to go through to reach what is rare. */
const BACK: Operation = {
  kind: 'rollback',
  environment: 0,
  services: [],
  to: undefined,
  days: undefined,
  after: 0,
}
const LIFTED: Operation = { kind: 'lift', environment: 0, service: 0, after: 0 }
const beginning = fc.constantFrom(BUMPS, BUMPS, [...BUMPS, BACK], [...BUMPS.slice(0, 1), BACK, LIFTED])

export const histories: fc.Arbitrary<History> = fc.record({
  real: fc.nat(49).map((number) => number === 0),
  pushes: fc.nat(4).map((number) => number === 0),
  operations: fc
    .tuple(beginning, fc.array(operation, { minLength: 4, maxLength: 8, size: 'max' }))
    .map(([first, operations]) => [...first, ...operations]),
})
