import type { PeriodParts } from './words.js'

/** A period in Chinese: `2021年12月30日15时（第2部分）`. @param hours - the word for hours, which differs by script */
export function chinesePeriod({ year, month, day, hour, part }: PeriodParts, hours: '时' | '時'): string {
  return [
    `${year}年`,
    month && `${month}月`,
    day && `${day}日`,
    hour !== undefined && `${hour}${hours}`,
    part && `（第${part}部分）`,
  ]
    .filter(Boolean)
    .join('')
}
