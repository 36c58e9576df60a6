import type { Names } from './grid.ts'
import { html, type Markup } from './markup.ts'

/** The filters. The page's script shows them: without it they would do nothing. */
export const toolbar = ({ environments, services }: Names): Markup => html`
<div class="toolbar">
<form id="filters" role="search" aria-label="Filter this page" autocomplete="off" hidden>
<label class="text"><span class="unseen">Search</span><input type="search" name="q" placeholder="Search  /" spellcheck="false"></label>
${environments.length > 1 && picker(environments)}
<span class="field"><label for="of-service">Service</label><select id="of-service" name="service"><option value="">all</option>${services.map(
  (name) => html`<option value="${name}">${name}</option>`,
)}</select></span>
<span class="field"><label for="of-severity">Findings</label><select id="of-severity" name="severity"><option value="">all</option><option value="error">errors</option><option value="warning">warnings</option></select></span>
${environments.length > 1 && html`<label class="check"><input type="checkbox" name="differences"> Only differences</label>`}
<button type="button" id="clear" hidden>Clear</button>
</form>
<p class="status" id="status" role="status"></p>
</div>`

const picker = (environments: readonly string[]): Markup => html`
<details class="picker"><summary><span>Environments: <bdi id="picked">all</bdi></span></summary>
<fieldset><legend class="unseen">Environments</legend>
${environments.map((name) => html`<label><input type="checkbox" name="env" value="${name}"> <bdi>${name}</bdi></label>\n`)}
</fieldset></details>`

/** The choice of a theme works by style alone, and lasts as long as the page is open. */
export const theme = (): Markup => html`
<fieldset class="theme"><legend class="unseen">Theme</legend>
${(['system', 'light', 'dark'] as const).map(
  (name) =>
    html`<label><input type="radio" name="theme" id="theme-${name}"${name === 'system' && html` checked`}> ${LABELS[name]}</label>\n`,
)}</fieldset>`

const LABELS = { system: 'System', light: 'Light', dark: 'Dark' }
