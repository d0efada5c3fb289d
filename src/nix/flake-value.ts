import { isIPv6 } from 'node:net'
import { InputError, quote } from '../parse/input-error.ts'
import { isHostName, isUserName } from '../parse/names.ts'

/** Under this key Nix tells the type of what is no JSON, or of a set of which nobody asked what is in it. */
export const typeKey = '__typeOf'

/**
 * What a flake says at one place. Where it says nothing, or null, readers give undefined or an empty list; where it says something
 * else than is wanted, they throw an InputError that names the place.
 */
export class FlakeValue {
  /** As in the Nix language, from the flake's outputs on. */
  readonly place: string
  private readonly value: unknown
  constructor(place: string, value: unknown) {
    this.place = place
    this.value = value
  }

  get isSaid(): boolean {
    return this.value !== undefined && this.value !== null
  }

  /** Whether it says null, which is something else than saying nothing. */
  get isNull(): boolean {
    return this.value === null
  }

  /** What it says under this name, or below these, where it is a set. */
  at(name: string, ...below: string[]): FlakeValue {
    const inside = new FlakeValue(placeIn(this.place, name), this.isSaid ? this.set()[name] : undefined)
    const [next, ...rest] = below
    return next === undefined ? inside : inside.at(next, ...rest)
  }

  /** What is in a set, by name. */
  entries(): [string, FlakeValue][] {
    return this.isSaid ? Object.keys(this.set()).map((name) => [name, this.at(name)]) : []
  }

  text(): string | undefined {
    return this.read('a text', isText)
  }

  flag(): boolean | undefined {
    return this.read('true or false', (value) => typeof value === 'boolean')
  }

  texts(): string[] {
    return this.read('a list of texts', (value) => Array.isArray(value) && value.every(isText)) ?? []
  }

  /** The names in a set of which nothing else was read. */
  names(): string[] {
    return this.read('a set', (value): value is string[] => Array.isArray(value)) ?? []
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number | undefined {
    const isWhole = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= least && Number(value) <= most
    return this.read(`a whole number from ${least} to ${most}`, isWhole)
  }

  port(): number | undefined {
    return this.whole(1, 65_535)
  }

  /** A DNS name, an alias of ssh-config, an IPv4 or an IPv6 address, that without brackets. */
  host(): string {
    const text = this.text()
    if (text === undefined) throw this.error('is missing, and says where the machine is')
    const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text
    if (isIPv6(host) ? !host.includes('%') : isHostName(host)) return host
    throw this.error(`is ${quote(text)}, which is not a host; write a DNS name, an IPv4 or an IPv6 address there, user and port in attributes of their own`)
  }

  /** The name of a user to log in as. */
  user(): string | undefined {
    const text = this.text()
    if (text === undefined || isUserName(text)) return text
    throw this.error(`is ${quote(text)}, which is not the name of a user`)
  }

  /** Something is wrong here: `what` follows the place. */
  error(what: string): InputError {
    return new InputError(`flake: ${this.place} ${what}`)
  }

  private set(): Record<string, unknown> {
    return this.read('a set', isSet) ?? {}
  }

  private read<Value>(wanted: string, fits: (value: unknown) => value is Value): Value | undefined {
    if (!this.isSaid) return undefined
    if (!fits(this.value)) throw this.error(`is ${described(this.value)} where ${wanted} is wanted; correct it in the flake`)
    return this.value
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isSet = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(typeKey in value)

/** The place of a name in a set: a name that is more than a word stands in quotes there. */
function placeIn(place: string, name: string): string {
  const written = /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) ? name : `"${quote(name).slice(1, -1)}"`
  return place === '' ? written : `${place}.${written}`
}

const typeNames: Record<string, string> = { set: 'a set', lambda: 'a function', path: 'a path', float: 'a number with a fraction' }

function described(value: unknown): string {
  if (typeof value === 'string') return `the text ${quote(value)}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (!(typeKey in value)) return 'a set'
  const type = String(value[typeKey])
  return typeNames[type] ?? `a ${type}`
}
