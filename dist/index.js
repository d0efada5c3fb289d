import { step } from './doors.js'
await step()
