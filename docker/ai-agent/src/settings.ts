import { DRAIN_SECONDS, LOG_LEVEL } from '@todo/shared/common-settings'
import { optional, secret, url, withDefault, withPath, words } from '@todo/shared/setting-kinds'

/** Every variable the agent reads. */
export const SETTINGS = {
  LOG_LEVEL,
  DRAIN_SECONDS,
  MCP_SERVER_URL: withDefault(withPath(url('http', 'https'), '/mcp'), 'http://mcp-server:8001/mcp'),
  OPENAI_MODEL: withDefault(words('the name of a model'), 'gpt-5-mini'),
  /** Any endpoint that speaks OpenAI's chat completions. */
  OPENAI_BASE_URL: withDefault(withPath(url('http', 'https'), '/*'), 'https://api.openai.com/v1'),
  /** Without it the assistant says that no model is configured. */
  OPENAI_API_KEY: optional(secret(1)),
} as const
