// The package has no types of its own.
declare module '@customcommander/ris' {
  export function read(text: string): unknown;
}
