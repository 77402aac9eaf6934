/** What a feed is and how to follow one, for those who have never done so. */
export interface Guide {
  /** BCP 47; the language of the guide itself. */
  readonly language: string
  /** The language's own name for itself. */
  readonly name: string
  readonly heading: string
  readonly what: string
  readonly steps: readonly string[]
  readonly which: string
}

/** For readers of Chinese in Simplified characters. */
export const simplifiedGuide: Guide = {
  language: 'zh-CN',
  name: '中文',
  heading: '什么是订阅源？',
  what: '订阅源（feed）是一份自动更新的文章清单。把它的地址交给阅读器，新文章一发布就会送到你面前：不用注册，不用留邮箱，也没有算法替你挑选。',
  steps: [
    '准备一个阅读器，例如 NetNewsWire、FreshRSS、Miniflux、Inoreader 或 Feedly。',
    '在下面找到想看的分类、标签或作者，复制它的 RSS、Atom 或 JSON 链接。',
    '在阅读器里选择“添加订阅”，粘贴链接。',
  ],
  which: '三种格式的内容完全相同，拿不准就选 RSS。',
}

/** For readers of Chinese in Traditional characters. */
export const traditionalGuide: Guide = {
  language: 'zh-Hant',
  name: '中文',
  heading: '什麼是訂閱源？',
  what: '訂閱源（feed）是一份自動更新的文章清單。把它的網址交給閱讀器，新文章一發布就會送到你面前：不用註冊，不用留電子郵件，也沒有演算法替你挑選。',
  steps: [
    '準備一個閱讀器，例如 NetNewsWire、FreshRSS、Miniflux、Inoreader 或 Feedly。',
    '在下面找到想看的分類、標籤或作者，複製它的 RSS、Atom 或 JSON 連結。',
    '在閱讀器裡選擇「新增訂閱」，貼上連結。',
  ],
  which: '三種格式的內容完全相同，拿不準就選 RSS。',
}

/** For everybody else. */
export const englishGuide: Guide = {
  language: 'en',
  name: 'English',
  heading: 'What is a feed?',
  what: 'A feed is a list of posts that keeps itself up to date. Give its address to a feed reader, and every new post comes to you: no account, no email address, and no algorithm choosing for you.',
  steps: [
    'Get a feed reader, such as NetNewsWire, FreshRSS, Miniflux, Inoreader or Feedly.',
    'Find a category, tag or author below, and copy its RSS, Atom or JSON link.',
    'In the reader, choose “Add feed” and paste the link.',
  ],
  which: 'The three formats carry the same posts. If in doubt, take RSS.',
}
