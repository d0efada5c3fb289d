// What is used here of @20minutes/s3rver, which has no types of its own.
declare module '@20minutes/s3rver' {
  export default class S3rver {
    constructor(options: { address: string; port: number; directory: string; silent: boolean; configureBuckets: { name: string }[] })
    run(): Promise<unknown>
  }
}
