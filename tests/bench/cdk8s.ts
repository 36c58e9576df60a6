import { readFileSync } from 'node:fs'
import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s'
import { environmentName } from './fleet.ts'

/**
 * What the same fleet is with cdk8s, as a program of its own: a chart for each environment, with the objects that its
 * overlay builds to. They are taken from a built one, with the name replaced, which costs less than making them from
 * typed constructs, and each chart has an App of its own, because the time of one App grows with the square of its
 * charts (1,000 of them take four times as long). Both favour cdk8s.
 */
const [, , objectsFile = '', outdir = '', count = '0'] = process.argv
const template = readFileSync(objectsFile, 'utf8')
for (let index = 0; index < Number(count); index++) {
  const name = environmentName(index)
  const app = new App({ outdir })
  const chart = new Chart(app, name, { disableResourceNameHashes: true })
  const objects = JSON.parse(template.replaceAll(environmentName(0), name)) as ApiObjectProps[]
  for (const [position, object] of objects.entries()) new ApiObject(chart, String(position), object)
  app.synth()
}
