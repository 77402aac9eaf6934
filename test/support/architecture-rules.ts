import { posix } from 'node:path'
import { scanSource } from './imports.js'

/** The floors, lowest first; those in one row are side by side and do not import each other. */
export const floors = [
  ['model'],
  ['content', 'config'],
  ['catalogue'],
  ['feed', 'page'],
  ['publication'],
  ['web', 'static', 'live', 'websub'],
  ['cli'],
] as const

/** Floors that get everything as arguments: no clock, no disk, no environment, and no import but from `model`. */
const pureFloors = ['model', 'feed', 'page']

/** What only some floors may do: how it shows in code or in imports, and which floors may. */
const privileges = [
  { what: 'touches the disk', names: /^node:fs(?:\/|$)/, floors: 'content catalogue config live static cli' },
  { what: 'reads the environment', code: /\bprocess\??\.env\b/, names: /^node:process$/, floors: 'config' },
  { what: 'prints', code: /\bconsole\b|\bprocess\.std(?:out|err)\b/, floors: 'cli' },
  {
    what: 'speaks to other hosts',
    code: /\bfetch\(/,
    names: /^node:(?:https?|tls|dgram|dns)(?:\/|$)/,
    floors: 'websub web',
  },
  { what: 'ends the process', code: /\bprocess\.(?:exit\b|exitCode\b|abort\b|kill\b)/, floors: 'cli' },
  {
    what: 'looks at the clock',
    code: /\bDate\.now\b|\bnew Date(?:\(\s*\)|\b(?!\())|\bperformance\b|\bhrtime\b/,
    names: /^node:(?:perf_hooks|timers)/,
    floors: 'content config catalogue publication web static live websub cli',
  },
] as const

/** What only one file may do: how it shows in code, and which file may. */
const tasks = [
  { what: 'normalises text by itself', code: /(?<!\bposix)\??\.normalize\(/, file: 'model/normalise.ts' },
] as const

/** The intended architecture: the packages, and the one door of each. */
export interface ArchitecturePlan {
  /** Package name → the one file of `src/`, or the one folder (ending in `/`), that imports it. */
  readonly doors: Readonly<Record<string, string>>
  /** Names under `dependencies` in package.json. */
  readonly dependencies: readonly string[]
}

/**
 * Checks sources against the rules of ARCHITECTURE.md.
 *
 * @param sources - path beneath `src/` → text
 * @returns one sentence per fault, in the order of the paths; empty if there is none
 */
export function findArchitectureFaults(
  sources: ReadonlyMap<string, string>,
  plan: ArchitecturePlan,
): string[] {
  const graph = new Map<string, string[]>()
  const faults: string[] = []
  for (const [file, source] of sources) {
    const { code, imports, threads } = scanSource(source)
    // A thread is started, not imported: its direction counts, but it may import its starter's types.
    graph.set(
      file,
      imports.filter(isRelative).map((name) => resolveImport(file, name)),
    )
    faults.push(
      ...[...imports, ...threads].flatMap((name) =>
        isRelative(name) ? findDirectionFaults(file, name, sources) : [],
      ),
      ...imports.flatMap((name) => (isRelative(name) ? [] : findDoorFaults(file, name, plan))),
      ...findPrivilegeFaults(file, code, imports),
      ...tasks
        .filter((task) => task.file !== file && task.code.test(code))
        .map(({ what }) => `${file} ${what}`),
    )
  }
  return [...faults, ...findCycles(graph)]
}

function isRelative(name: string): boolean {
  return name.startsWith('.')
}

function resolveImport(file: string, name: string): string {
  return posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts')
}

/** `src/index.ts`, and any other file directly in `src/`, counts as `cli`, the top floor. */
function floorOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : 'cli'
}

function heightOf(floor: string): number {
  return floors.findIndex((row) => row.some((name) => name === floor))
}

function findDirectionFaults(file: string, name: string, sources: ReadonlyMap<string, string>): string[] {
  const target = resolveImport(file, name)
  if (!sources.has(target)) return [`${file} imports ${name}, which is not there`]
  const [from, to] = [floorOf(file), floorOf(target)]
  if (heightOf(from) < 0) return [`${file} lies on a floor that is not in the plan`]
  if (from === to) return []
  if (heightOf(from) < heightOf(to)) return [`${file} points up to ${target}`]
  if (heightOf(from) === heightOf(to)) return [`${file} points sideways to ${target}`]
  if (pureFloors.includes(from) && to !== 'model') return [`${file} is pure, and imports ${target}`]
  return []
}

/** `express` of `express/lib/router`, `@types/node` of `@types/node/fs.js`. */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function findDoorFaults(file: string, name: string, { doors, dependencies }: ArchitecturePlan): string[] {
  if (name.startsWith('node:')) return []
  const pack = packageOf(name)
  if (!dependencies.includes(pack)) return [`${file} imports ${pack}, which is not among the dependencies`]
  const door = doors[pack]
  if (door === undefined) return [`${file} imports ${pack}, which has no door in the plan`]
  const isDoor = door.endsWith('/') ? file.startsWith(door) : file === door
  return isDoor ? [] : [`${file} imports ${pack}, whose door is ${door}`]
}

function findPrivilegeFaults(file: string, code: string, imports: readonly string[]): string[] {
  return privileges.flatMap((privilege) => {
    if (privilege.floors.split(' ').includes(floorOf(file))) return []
    const inCode = 'code' in privilege && privilege.code.test(code)
    const inNames = 'names' in privilege && imports.some((name) => privilege.names.test(name))
    return inCode || inNames ? [`${file} ${privilege.what}`] : []
  })
}

/** Each cycle once, starting from the file that was visited first. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    const from = way.indexOf(file)
    if (from >= 0) cycles.push(`a cycle: ${[...way.slice(from), file].join(' → ')}`)
    if (from >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...way, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return cycles
}
