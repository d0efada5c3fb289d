declare module '@vercel/ncc' {
  interface Options {
    cache: boolean
    quiet: boolean
    license: string
    externals: Record<string, string>
    filename: string
  }
  /** Of webpack's modules, what we read: a file, or several that were made one. */
  interface Module {
    resource?: string
    modules?: Module[]
  }
  interface Bundle {
    code: string
    assets: Record<string, { source: string | Uint8Array; permissions: number }>
    stats: { compilation: { modules: Iterable<Module>; chunkGraph: { getNumberOfModuleChunks(module: Module): number } } }
  }
  export default function ncc(entry: string, options: Options): Promise<Bundle>
}
