/** What bounds the work and the storage that one client can ask for. Settings of the same names change them. */
export type Limits = {
  readonly tasksPerUser: number
  readonly conversationsPerUser: number
  readonly messagesPerConversation: number
  /** Requests of one user that this process works on at the same time. */
  readonly requestsAtOncePerUser: number
  /** By the client's network, in this process. */
  readonly signUpsPerHour: number
  readonly signInFailuresPerMinute: number
}

export const DEFAULT_LIMITS: Limits = {
  tasksPerUser: 2_000,
  conversationsPerUser: 100,
  messagesPerConversation: 400,
  requestsAtOncePerUser: 32,
  signUpsPerHour: 60,
  signInFailuresPerMinute: 300,
}
