import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { visit } from './visit.ts'

const LOOKS = (['few', 'many'] as const).flatMap((which) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 375].map((width) => ({
      which,
      colorScheme,
      width,
      name: `${which}, ${colorScheme}, ${width} wide`,
    })),
  ),
)

/** The page in every look, with everything unfolded, judged by axe: contrast, names, roles, landmarks, tables. */
export const accessible = (given: () => { browser: Browser; few: string; many: string }): void => {
  test.each(LOOKS)('$name', async ({ which, colorScheme, width }) => {
    const viewport = { width, height: 900 }
    const { page } = await visit(given().browser, given()[which], { colorScheme, viewport })
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`)
    // Evaluated, not added as a script: the page's policy would rightly stop that.
    await page.evaluate(axe.source)
    const { violations, passes } = (await page.evaluate('axe.run()')) as axe.AxeResults
    expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html}`)).toEqual([])
    expect(passes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['color-contrast', 'region', 'scope-attr-valid']),
    )
  })
}
