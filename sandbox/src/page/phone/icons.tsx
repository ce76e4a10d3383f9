const paths = {
  wechat:
    'M9.5 4C5.4 4 2 6.8 2 10.3c0 2 1.1 3.7 2.8 4.9L4 17.5l2.7-1.4c.9.3 1.8.4 2.8.4h.6a5.6 5.6 0 0 1-.2-1.5c0-3.300 3.200-5.900 7-5.900h.5C16.800 6.200 13.500 4 9.500 4Zm7.400 6.300c-3.300 0-6 2.200-6 4.900s2.700 4.900 6 4.900c.8 0 1.500-.1 2.200-.3l2.100 1.100-.6-1.800c1.400-.9 2.300-2.300 2.300-3.900 0-2.700-2.700-4.900-6-4.900Z',
  sms: 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6c0-1.100.9-2 2-2Zm3 5v2h10V9H7Zm0 4v2h7v-2H7Z',
  scan: 'M3 3h7v2H5v5H3V3Zm11 0h7v7h-2V5h-5V3ZM3 14h2v5h5v2H3v-7Zm16 0h2v7h-7v-2h5v-5ZM3 11h18v2H3v-2Z',
  album:
    'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.100.9-2 2-2Zm0 13.500 5-6 3.500 4.200 2.500-3 5 4.800V6H4v11.500ZM16.500 11a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3Z',
  app: 'M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4c0-1.100.9-2 2-2Zm0 3v13h10V5H7Zm4 14.500v1h2v-1h-2Z',
  card: 'M3 5h18a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm1 6v6h16v-6H4Zm0-4v2h16V7H4Zm2 6h5v2H6v-2Z',
  close:
    'm6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600l5.600-5.600L5 6.400 6.400 5Z',
  reload: 'M12 4a8 8 0 0 1 6 2.700V4h2v6h-6V8h2.700A6 6 0 1 0 18 12h2a8 8 0 1 1-8-8Z',
  outside: 'M5 5h6v2H7v10h10v-4h2v6H5V5Zm8 0h6v6h-2V8.400l-6.300 6.300-1.400-1.400L15.600 7H13V5Z',
  keyboard:
    'M3 6h18a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm2 3v2h2V9H5Zm4 0v2h2V9H9Zm4 0v2h2V9h-2Zm4 0v2h2V9h-2ZM7 13v2h10v-2H7Z',
  menu: 'M4 6h16v2H4V6Zm0 5h16v2H4v-2Zm0 5h16v2H4v-2Z',
} as const

export type IconName = keyof typeof paths

/** An icon of the page, in the colour of its text. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
