import { readdir, readFile, rm } from 'node:fs/promises'
import { run } from './process.ts'

/**
 * Removes a directory of main, for post. Main may have been killed alone: what it has started, and what goes on with files there
 * (as its arguments tell, a store's URL among them), is ended first, or it would make the directory anew.
 */
export async function removeDirectory(directory: string): Promise<void> {
  try {
    const names = [`${directory}/`, `${encodeURI(directory)}/`]
    for (const { pid, commandLine } of await runningPrograms()) if (pid !== process.pid && names.some((name) => commandLine.includes(name))) kill(pid)
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** What runs here: from /proc, which also a slim container has, else as ps tells it. */
async function runningPrograms(): Promise<{ pid: number; commandLine: string }[]> {
  const pids = await readdir('/proc').catch((): string[] => [])
  const read = async (pid: string): Promise<{ pid: number; commandLine: string }> => ({
    pid: Number(pid),
    // Gone meanwhile: nothing of ours.
    commandLine: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '),
  })
  if (pids.includes('self')) return Promise.all(pids.filter((name) => /^\d+$/.test(name)).map(read))
  const { stdout } = await run('ps', ['-Ao', 'pid=,args='])
  return stdout.split('\n').map((line) => ({ pid: Number(line.trim().split(' ', 1)[0]), commandLine: line }))
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
