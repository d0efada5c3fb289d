import { InputError, quote } from '../parse/input-error.ts'

/** The kinds of units there are, as in systemd.unit(5). */
const SUFFIX = /\.(service|socket|mount|automount|swap|target|path|timer|slice|scope|device)$/

/** Reads a name of units, or a glob of such with `*` and `?`: as systemctl does, it means a service where it has no suffix. */
export function parseUnitName(text: string): string {
  if (!/^[A-Za-z0-9*?][A-Za-z0-9:_.\\@*?-]*$/.test(text) || text.length > 255)
    throw new InputError(`${quote(text)} cannot name a unit; write one like 'nginx.service' or 'app-*.service'`)
  return SUFFIX.test(text) || text.endsWith('*') ? text : `${text}.service`
}

/** Whether it may stand for several. */
export function isGlob(name: string): boolean {
  return /[*?]/.test(name)
}
