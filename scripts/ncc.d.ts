declare module '@vercel/ncc' {
  interface Options {
    cache: boolean
    quiet: boolean
    license: string
    externals: Record<string, string>
  }
  interface Bundle {
    code: string
    assets: Record<string, { source: string | Uint8Array; permissions: number }>
  }
  export default function ncc(entry: string, options: Options): Promise<Bundle>
}
