import { expect, test } from 'vitest'
import { buildCases, scoreExpectations } from './cases/go-source.ts'

const SCORE = `
func TestA(t *testing.T) {
	t.Parallel()
	testExpectedScore(t, "a.yaml", "Container Image Tag", scorecard.GradeCritical)
	testExpectedScore(t, "b.yaml", "Container Image Tag", 0)
}
func TestB(t *testing.T) {
	testExpectedScoreWithConfig(t, []ks.NamedReader{testFile("c.yaml")}, nil, &config.RunConfiguration{
		EnabledOptionalTests: structMap,
	}, "Pod Probes", scorecard.GradeAllOK)
}
func TestC(t *testing.T) {
	for _, v := range []string{"v1", "v2"} {
		t.Run(v, func(t *testing.T) {
			testExpectedScore(t, "job-"+v+"-set.yaml", "CronJob has deadline", scorecard.GradeAllOK)
		})
	}
}
`

test('what tests of kube-score expect', () => {
  expect(scoreExpectations(SCORE)).toEqual([
    { file: 'a.yaml', check: 'Container Image Tag', finds: true },
    { file: 'b.yaml', check: 'Container Image Tag', finds: undefined },
    { file: 'c.yaml', check: 'Pod Probes', finds: false },
    { file: 'job-v1-set.yaml', check: 'CronJob has deadline', finds: false },
    { file: 'job-v2-set.yaml', check: 'CronJob has deadline', finds: false },
  ])
})

const BUILD = `
func helper() {}
func TestBase(t *testing.T) {
	th := kusttest_test.MakeHarness(t)
	th.WriteK("/app/base", \`
resources:
- x.yaml
\`)
	th.WriteF("/app/base/x.yaml", \`kind: X\`)
	th.WriteC("c", \`a: b\`)
	th.WriteF("computed.yaml", text)
	m := th.Run("/app/base", th.MakeDefaultOptions())
	th.AssertActualEqualsExpected(m, \`
kind: X
\`)
}
func TestNothing(t *testing.T) {}
`

test('what a test of kustomize writes and expects', () => {
  const [found, ...others] = buildCases(BUILD)
  expect(others).toEqual([])
  expect(found?.name).toBe('TestBase')
  expect([...(found?.files.keys() ?? [])]).toEqual([
    'app/base/kustomization.yaml',
    'app/base/x.yaml',
    'c/kustomization.yaml',
  ])
  expect(found?.files.get('app/base/kustomization.yaml')).toContain('kind: Kustomization\n\nresources:')
  expect(found?.files.get('c/kustomization.yaml')).toContain('kind: Component')
  expect(found?.outputs).toEqual(['\nkind: X\n'])
})
