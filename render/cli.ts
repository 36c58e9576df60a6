// The command line under its TypeScript name, for scripts that start it themselves. npm's scripts start cli.js.
import './cli.ts'
