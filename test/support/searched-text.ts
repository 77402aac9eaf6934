import fc from 'fast-check'

/** Texts in which everything meets everything: scripts, marks, white space, symbols, lone surrogates. */
export const searchedText = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."银行人民股AaⓐéÉßẞςΣΐǅİıがｶﾞ한ไก่й𠮷🌧 \n.-'\u0301\u200d\u00ad\ud842１½ⅷ٣ـ".split('')),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
