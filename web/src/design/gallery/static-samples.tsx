import { Badge } from '../badge.tsx';
import { Card, Cards } from '../card.tsx';
import { Empty } from '../empty.tsx';
import { Figure, Figures } from '../figure.tsx';
import { Busy, Progress, Skeleton } from '../progress.tsx';
import { Rupees } from '../rupees.tsx';
import { t } from './text.ts';

const colours = [
  'text',
  'text-soft',
  'page',
  'surface',
  'raised',
  'line',
  'edge',
  'accent',
  'accent-surface',
  'accent-muted',
  'fill',
  'fill-pressed',
  'care-fill',
  'bad-fill',
  'leave-fill',
  'good',
  'good-surface',
  'care',
  'care-surface',
  'bad',
  'bad-surface',
  'focus',
];

export function Colours() {
  return (
    <ul class="swatches">
      {colours.map((name) => (
        <li key={name}>
          <span class="swatch" style={{ background: `var(--color-${name})` }} />
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}

export function Type() {
  return (
    <>
      {(['title', 'heading', 'large', 'body', 'small'] as const).map((size) => (
        <p key={size} style={{ fontSize: `var(--text-${size})` }}>
          {t('sample.text')} <code>{size}</code>
        </p>
      ))}
      <p lang="te">తెలుగు: క్ష్మా, స్త్రీ, ఆంధ్రప్రదేశ్ – వెన్నెల సంఘం, ₹1,23,456.50</p>
      <p lang="ja">日本語：貯蓄残高、補償金の申請</p>
    </>
  );
}

export function Buttons() {
  return (
    <div class="column">
      <button type="button" class="primary">
        {t('sample.primary')}
      </button>
      <button type="button" class="second">
        {t('sample.second')}
      </button>
      <button type="button" class="choice">
        {t('sample.choice')}
      </button>
      <button type="button" class="choice" aria-pressed="true">
        {t('sample.chosen')}
      </button>
      <button type="button" class="second danger">
        {t('sample.danger')}
      </button>
      <button type="button" class="primary" disabled>
        {t('sample.disabled')}
      </button>
      <button type="button" class="quiet">
        ‹ {t('sample.quiet')}
      </button>
      <button type="button" class="link">
        {t('sample.second')}
      </button>
    </div>
  );
}

export function Messages() {
  return (
    <>
      <p class="notice">{t('sample.notice')}</p>
      <p class="warning">{t('sample.warning')}</p>
      <p class="error">{t('sample.error')}</p>
      <p>
        <Badge>{t('sample.active')}</Badge> <Badge tone="good">{t('sample.active')}</Badge>{' '}
        <Badge tone="care">{t('sample.overdue')}</Badge> <Badge tone="bad">{t('sample.exited')}</Badge>{' '}
        <Badge tone="count">3</Badge> <Badge tone="late">3</Badge>
      </p>
    </>
  );
}

export function CardsAndFigures() {
  return (
    <Cards>
      <Card title={t('sample.enrolled')} foot={<Progress share={153 / 200} text={t('sample.target')} />}>
        <Figures>
          <Figure label={t('sample.month')} value="16" change={{ difference: 5, text: t('sample.more') }} />
          <Figure label={t('sample.toDate')} value="330" isSmall />
        </Figures>
      </Card>
      <Card title={t('sample.savings')}>
        <Figures>
          <Figure
            label={t('sample.month')}
            value={<Rupees paise={12_345_650} />}
            change={{ difference: -125_000, text: t('sample.less') }}
          />
        </Figures>
      </Card>
      <Card title={t('sample.member')}>
        <Figures>
          <Figure label={t('sample.month')} value="29" change={{ difference: 0, text: t('sample.same') }} />
        </Figures>
      </Card>
    </Cards>
  );
}

export function States() {
  return (
    <>
      <Empty title={t('sample.none')}>
        <p>{t('sample.noneDo')}</p>
        <button type="button" class="second small">
          {t('sample.primary')}
        </button>
      </Empty>
      <Busy text={t('sample.busy')} />
      <Skeleton />
      <Progress share={0.4} text={t('sample.sending')} />
    </>
  );
}
