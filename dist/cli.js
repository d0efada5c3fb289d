#!/usr/bin/env node
import { cli } from './doors.js'
await cli()
