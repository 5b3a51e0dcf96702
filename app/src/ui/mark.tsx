/** The sign of the house: three who carry one thing. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className}>
      <rect x="2" y="9" width="9" height="13" rx="3" fill="#0b6e4f" />
      <rect x="7.5" y="2" width="9" height="13" rx="3" fill="#2f9e72" opacity=".92" />
      <rect x="13" y="9" width="9" height="13" rx="3" fill="#e9a820" opacity=".92" />
    </svg>
  )
}
