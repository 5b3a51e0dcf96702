/** How a field looks that is text until somebody enters it. */
export const inlineControl =
  'w-full min-w-0 rounded-md bg-transparent px-2 py-[6px] text-ellipsis text-text outline-none transition-shadow touch:min-h-11 ' +
  'enabled:hover:bg-hover focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--brand)] focus:hover:bg-surface ' +
  'aria-invalid:shadow-[inset_0_0_0_2px_var(--red)] disabled:text-text read-only:hover:bg-transparent'
/** The same for a list to choose from. One that only shows what was chosen has no arrow. */
export const inlineSelect =
  'bg-transparent! shadow-none! hover:bg-hover! focus-visible:shadow-[inset_0_0_0_2px_var(--brand)]! disabled:opacity-100! disabled:[&>svg]:hidden touch:text-[16px]'
