import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secrets readable only for whoever knows the one they are kept under. */
export type Vault = {
  /** Encrypts; `about` is bound to it, so that a sealed text cannot be moved to another place. */
  seal(text: string, about: string): string;
  /** Decrypts; undefined when it was sealed under another secret, about something else, or changed since. */
  open(sealed: string, about: string): string | undefined;
};

const [IV, TAG] = [12, 16] as const;

/** AES-256-GCM under a key derived from the secret (HKDF, SHA-256). */
export function createVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, 'paperthread', 'slack installations', 32));
  return {
    seal(text, about) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG })
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(IV, IV + TAG));
        return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
