/** How often it is told how far something is that takes long. */
export const HEARTBEAT_SECONDS = 15

/** Does the work, and has told every 15 seconds how far it is. */
export async function withHeartbeat<T>(tell: () => void, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(tell, HEARTBEAT_SECONDS * 1000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
