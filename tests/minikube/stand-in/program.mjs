// Stands in for minikube and docker: hands its arguments to the test, and answers what the test says.
const [program, ...args] = process.argv.slice(2)
const response = await fetch(process.env.STAND_IN, {
  method: 'POST',
  body: JSON.stringify({ program, args }),
})
const { exit, stdout, stderr } = await response.json()
process.stdout.write(stdout)
process.stderr.write(stderr)
process.exitCode = exit
