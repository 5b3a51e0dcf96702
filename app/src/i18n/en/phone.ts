/** "Open on a phone". */
export const phone = {
  title: 'Open on a phone',
  text: 'Opens this Mutirão to the local network: the phone has to be on the same Wi-Fi.',
  rules: {
    once: 'Each code lets one phone in, once, as you, within 5 minutes.',
    hour: 'It closes by itself after 1 hour, or when you turn it off; phones are out at once.',
    demo: 'Only in the demo: the data crosses the Wi-Fi without encryption.',
  },
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  code: 'QR code with the address for the phone',
  scan: 'Point the phone’s camera at the code.',
  copy: 'Copy the link',
  copied: 'Link copied. It lets one phone in, once.',
  entered_one: '{{count}} phone came in.',
  entered_other: '{{count}} phones came in.',
  expired: 'It is on. The earlier code is no longer valid.',
  again: 'New code',
  endsIn_one: 'Closes by itself in {{count}} minute.',
  endsIn_other: 'Closes by itself in {{count}} minutes.',
  noNetwork: 'No local network',
  noNetworkText: 'Connect this computer to Wi-Fi and open this again.',
}
