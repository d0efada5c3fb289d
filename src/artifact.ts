/** A workflow artifact that was uploaded. */
export interface UploadedArtifact {
  name: string
  id: number
  url: string
  /** SHA-256, hexadecimal. */
  digest: string
}

/** Uploads one file as a workflow artifact. */
export function uploadArtifact(artifact: { name: string; file: string; retentionDays?: number | undefined }): Promise<UploadedArtifact> {
  return Promise.reject(new Error(`the artifact '${artifact.name}' cannot be uploaded yet; name an archive-path`))
}
