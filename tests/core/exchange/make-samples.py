#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes samples/: a day of movement files in the habits of three vendors. Invented stores, invented figures.

Totalizers chain from shift to shift, sales agree with them, tanks lose what was sold, tenders add up to the sales.
Run it again after a change and commit the result; the same seed gives the same bytes.
"""
import os
import random
from decimal import Decimal as D, ROUND_HALF_EVEN

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'samples')


def cents(x):
    return x.quantize(D('0.01'), ROUND_HALF_EVEN)


class Site:
    """Meters and tanks that go on from one shift to the next."""

    def __init__(self, seed, positions, grades, meter_digits=3):
        self.random = random.Random(seed)
        self.positions, self.grades = positions, grades
        self.volume = {(p, g): D(self.random.randint(90_000_000, 400_000_000)) / 1000 for p in positions for g in grades}
        self.amount = {k: cents(v * grades[k[1]]['price'] * D('0.9')) for k, v in self.volume.items()}
        self.tank = {g['tank']: D(g['stock']) for g in grades.values()}

    def shift(self, busy):
        sales, tenders = [], {}
        for p in self.positions:
            for g, grade in self.grades.items():
                volume = D(self.random.randint(busy // 3, busy)) / 1000 * grade['share']
                volume = volume.quantize(D('0.001'))
                amount = cents(volume * grade['price'])
                self.volume[p, g] += volume
                self.amount[p, g] += amount
                self.tank[grade['tank']] -= volume
                sales.append(dict(position=p, grade=g, volume=volume, amount=amount, price=grade['price'],
                                  total=self.volume[p, g], money=self.amount[p, g]))
        fuel = sum(s['amount'] for s in sales)
        tenders['outsideCredit'] = cents(fuel * D('0.42'))
        tenders['credit'] = cents(fuel * D('0.21'))
        tenders['cash'] = fuel - tenders['outsideCredit'] - tenders['credit']
        return dict(sales=sales, tenders=tenders, fuel=fuel, tanks=dict(self.tank))


def write(path, text, encoding='utf-8', bom=b''):
    full = os.path.join(HERE, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, 'wb') as out:
        out.write(bom + text.encode(encoding))


def element(name, value=None, indent=0, pad='  '):
    if value is None or value == '':
        return f'{pad * indent}<{name}/>\n'
    return f'{pad * indent}<{name}>{value}</{name}>\n'


# --- northgate: as a Passport writes: no indentation, ISO-8859-1, sequence always 1, gallons and dollars,
# --- grade "001" beside product "1", FPM money 0, outside terminals at the root in upper-case ids.

def northgate():
    grades = {'001': dict(price=D('3.459'), tank='1', stock=6800, share=D('1')),
              '002': dict(price=D('3.899'), tank='2', stock=3100, share=D('0.3')),
              '003': dict(price=D('4.199'), tank='3', stock=2700, share=D('0.2'))}
    products = {'001': '1', '002': '2', '003': '3'}
    site = Site(11, ['1', '2', '3', '4'], grades)
    head = ('<?xml version="1.0" encoding="ISO-8859-1"?>\n<NAXML-MovementReport version="3.4">\n<TransmissionHeader>\n'
            '<StoreLocationID>4417</StoreLocationID>\n<VendorName>Gilbarco-VeederRoot</VendorName>\n'
            '<VendorModelVersion>22.01.26.01</VendorModelVersion>\n</TransmissionHeader>\n')
    times = [('2026-03-14', '06:00:12', '2026-03-14', '14:00:31', '4131', '101'),
             ('2026-03-14', '14:00:31', '2026-03-14', '22:00:07', '4132', '102')]
    day = []
    for i, (bd, bt, ed, et, till, cashier) in enumerate(times, 1):
        shift = site.shift(420_000)
        day.append(shift)
        period = (f'<MovementHeader>\n<ReportSequenceNumber>1</ReportSequenceNumber>\n<PrimaryReportPeriod>98</PrimaryReportPeriod>\n'
                  f'<SecondaryReportPeriod>0</SecondaryReportPeriod>\n<BusinessDate>2026-03-14</BusinessDate>\n'
                  f'<BeginDate>{bd}</BeginDate>\n<BeginTime>{bt}</BeginTime>\n<EndDate>{ed}</EndDate>\n<EndTime>{et}</EndTime>\n</MovementHeader>\n')
        sales_head = f'<SalesMovementHeader>\n<RegisterID>1</RegisterID>\n<CashierID>{cashier}</CashierID>\n<TillID>{till}</TillID>\n</SalesMovementHeader>\n'
        stamp = ed.replace('-', '') + et.replace(':', '')
        northgate_fgm(head, period + sales_head, shift, grades, stamp)
        northgate_fpm(head, period, shift, products, stamp)
        northgate_tpm(head, period, shift, grades, products, stamp)
        northgate_msm(head, period + sales_head, shift, stamp, i)
    northgate_day(head, day, grades)


def northgate_fgm(head, period, shift, grades, stamp):
    body = ''
    for g in grades:
        body += f'<FGMDetail>\n<FuelGradeID>{g}</FuelGradeID>\n'
        for s in [s for s in shift['sales'] if s['grade'] == g]:
            body += (f'<FGMPositionSummary>\n<FuelPositionID>{s["position"]}</FuelPositionID>\n<FGMNonResettableTotal>\n'
                     f'<FuelGradeNonResettableTotalVolume>{s["total"]}</FuelGradeNonResettableTotalVolume>\n'
                     f'<FuelGradeNonResettableTotalAmount>{s["money"]}</FuelGradeNonResettableTotalAmount>\n</FGMNonResettableTotal>\n'
                     f'<FGMPriceTierSummary>\n<PriceTierCode>0001</PriceTierCode>\n<FGMSalesTotals>\n'
                     f'<FuelGradeSalesVolume>{s["volume"]}</FuelGradeSalesVolume>\n<FuelGradeSalesAmount>{s["amount"]}</FuelGradeSalesAmount>\n'
                     f'<PumpTestTotals>\n<PumpTestAmount>0</PumpTestAmount>\n<PumpTestVolume>0</PumpTestVolume>\n<ReturnTankID/>\n</PumpTestTotals>\n'
                     f'<TaxExemptSalesVolume>0</TaxExemptSalesVolume>\n<DiscountAmount>0</DiscountAmount>\n<DiscountCount>0</DiscountCount>\n'
                     f'<DispenserDiscountAmount>-0.50</DispenserDiscountAmount>\n<DispenserDiscountCount>1</DispenserDiscountCount>\n'
                     f'</FGMSalesTotals>\n</FGMPriceTierSummary>\n</FGMPositionSummary>\n')
        body += '</FGMDetail>\n'
    write(f'northgate/FGM{stamp}.xml', head + '<FuelGradeMovement>\n' + period + body + '</FuelGradeMovement>\n</NAXML-MovementReport>\n', 'latin-1')


def northgate_fpm(head, period, shift, products, stamp):
    body = ''
    for g, product in products.items():
        body += f'<FPMDetail>\n<FuelProductID>{product}</FuelProductID>\n'
        for s in [s for s in shift['sales'] if s['grade'] == g]:
            body += (f'<FPMNonResettableTotals>\n<FuelPositionID>{s["position"]}</FuelPositionID>\n'
                     f'<FuelProductNonResettableAmountNumber>0</FuelProductNonResettableAmountNumber>\n'
                     f'<FuelProductNonResettableVolumeNumber>{s["total"]}</FuelProductNonResettableVolumeNumber>\n</FPMNonResettableTotals>\n')
        body += '</FPMDetail>\n'
    write(f'northgate/FPM{stamp}.xml', head + '<FuelProductMovement>\n' + period + body + '</FuelProductMovement>\n</NAXML-MovementReport>\n', 'latin-1')


def northgate_tpm(head, period, shift, grades, products, stamp):
    body = ''
    for g, grade in grades.items():
        stock = shift['tanks'][grade['tank']]
        body += (f'<TPMDetail>\n<TankId>{grade["tank"]}</TankId>\n<FuelProductId>{products[g]}</FuelProductId>\n'
                 f'<FuelProductVolume>{stock:.3f}</FuelProductVolume>\n<FuelProductTemperature>58.{stock.__int__() % 10}</FuelProductTemperature>\n'
                 f'<Ullage>{D(9600) - stock:.3f}</Ullage>\n<WaterVolume>4.2</WaterVolume>\n</TPMDetail>\n')
    write(f'northgate/TPM{stamp}.xml', head + '<TankProductMovement>\n' + period + body + '</TankProductMovement>\n</NAXML-MovementReport>\n', 'latin-1')


def passport_line(code, subcode, amount, count, tender=None, modifier=None, ids=None):
    codes = element('MiscellaneousSummaryCode', code, pad='')
    if subcode is not None:
        codes += element('MiscellaneousSummarySubCode', subcode, pad='')
    if modifier is not None:
        codes += element('MiscellaneousSummarySubCodeModifier', modifier, pad='')
    own = ''.join(element(k, v, pad='') for k, v in (ids or {}).items())
    return (f'<MSMDetail>\n<MiscellaneousSummaryCodes>\n{codes}</MiscellaneousSummaryCodes>\n{own}<MSMSalesTotals>\n<Tender>\n'
            + element('TenderCode', tender, pad='') + element('TenderSubCode', 'generic' if tender else '', pad='')
            + f'</Tender>\n<MiscellaneousSummaryAmount>{amount}</MiscellaneousSummaryAmount>\n'
              f'<MiscellaneousSummaryCount>{count}</MiscellaneousSummaryCount>\n</MSMSalesTotals>\n</MSMDetail>\n')


def northgate_msm(head, period, shift, stamp, n):
    t = shift['tenders']
    body = passport_line('safeDrop', 'total', '400', 2) + passport_line('safeDrop', 'drop', '400', 2, 'cash')
    body += passport_line('safeLoan', 'loan', '200', 1, 'cash')
    body += passport_line('payouts', 'vendorPay', '36.5', 1, 'cash')
    body += passport_line('payins', 'other', '15', 1, 'cash')
    body += passport_line('refunds', 'total', '0', 0)
    body += passport_line('statistics', 'transactions', '0', 77 + n) + passport_line('statistics', 'noSales', '0', 2)
    body += passport_line('statistics', 'driveoff', '21.75' if n == 2 else '0', 1 if n == 2 else 0)
    body += passport_line('statistics', 'voidTransactions', '12.99', 3)
    body += passport_line('statistics', 'overShort', t['cash'] + D('200'), 0)
    for g in ('001', '002', '003'):
        own = [s for s in shift['sales'] if s['grade'] == g]
        body += passport_line('fuelSalesByGrade', 'fuel', sum(s['amount'] for s in own), sum(s['volume'] for s in own), modifier=g)
    body += passport_line('taxTotals', 'taxableSalesByTaxCode', shift['fuel'], 0, modifier='99')
    body += passport_line('sales', 'tender', t['cash'], 31, 'cash') + passport_line('sales', 'tender', t['credit'], 18, 'credit')
    body += passport_line('openingBalance', None, '200', 0) + passport_line('closingBalance', None, t['cash'] + D('200'), 0)
    half = cents(t['outsideCredit'] / 2)
    outside = passport_line('', None, half, 14, 'outsideCredit', ids={'REGISTERID': '10002', 'CASHIERID': '20000', 'TILLID': '10002'})
    outside += passport_line('', None, t['outsideCredit'] - half, 13, 'outsideCredit', ids={'REGISTERID': '10003', 'CASHIERID': '20000', 'TILLID': '10003'})
    write(f'northgate/MSM{stamp}.xml', head + '<MiscellaneousSummaryMovement>\n' + period + body
          + '</MiscellaneousSummaryMovement>\n' + outside + '</NAXML-MovementReport>\n', 'latin-1')


def northgate_day(head, day, grades):
    period = ('<MovementHeader>\n<ReportSequenceNumber>1</ReportSequenceNumber>\n<PrimaryReportPeriod>2</PrimaryReportPeriod>\n'
              '<SecondaryReportPeriod>0</SecondaryReportPeriod>\n<BusinessDate>2026-03-14</BusinessDate>\n<BeginDate>2026-03-14</BeginDate>\n'
              '<BeginTime>06:00:12</BeginTime>\n<EndDate>2026-03-14</EndDate>\n<EndTime>22:00:07</EndTime>\n</MovementHeader>\n')
    body = ''
    for g, grade in grades.items():
        own = [s for shift in day for s in shift['sales'] if s['grade'] == g]
        volume = sum(s['volume'] for s in own)
        body += (f'<FGMDetail>\n<FuelGradeID>{g}</FuelGradeID>\n<FGMTenderSummary>\n<Tender>\n<TenderCode>cash</TenderCode>\n'
                 f'<TenderSubCode>generic</TenderSubCode>\n</Tender>\n<FGMSellPriceSummary>\n<ActualSalesPrice>{grade["price"]}</ActualSalesPrice>\n'
                 f'<FGMServiceLevelSummary>\n<ServiceLevelCode>1</ServiceLevelCode>\n<FGMSalesTotals>\n<FuelGradeSalesVolume>{volume}</FuelGradeSalesVolume>\n'
                 f'<FuelGradeSalesAmount>{sum(s["amount"] for s in own)}</FuelGradeSalesAmount>\n<DiscountAmount>0</DiscountAmount>\n<DiscountCount>0</DiscountCount>\n'
                 f'</FGMSalesTotals>\n</FGMServiceLevelSummary>\n</FGMSellPriceSummary>\n</FGMTenderSummary>\n</FGMDetail>\n')
    write('northgate/FGM20260314220500.xml', head + '<FuelGradeMovement>\n' + period + body + '</FuelGradeMovement>\n</NAXML-MovementReport>\n', 'latin-1')


# --- harbour: as a Commander writes: indented UTF-8 with a byte order mark and a namespace, litres and euros,
# --- the sequence counts the shifts, day report as well, FPM has the money.

def harbour():
    grades = {'10': dict(price=D('1.789'), tank='1', stock=24000, share=D('1')),
              '20': dict(price=D('1.659'), tank='2', stock=31000, share=D('1.4'))}
    site = Site(23, ['01', '02', '03', '04', '05', '06'], grades)
    times = [(1, '2026-05-02T05:55:00', '2026-05-02T13:58:40'), (2, '2026-05-02T13:58:40', '2026-05-02T21:59:05')]
    for n, begin, end in times:
        shift = site.shift(380_000)
        stamp = f'20260502-{n}'
        harbour_files(site, shift, grades, n, begin, end, stamp)
    write('harbour/PJR20260502-1.xml', harbour_journal(), 'utf-8', b'\xef\xbb\xbf')


def harbour_doc(movement, n, begin, end, body, sales_head=True):
    bd, bt = begin.split('T')
    ed, et = end.split('T')
    head = ('<?xml version="1.0" encoding="UTF-8"?>\r\n'
            '<nx:NAXML-MovementReport xmlns:nx="http://www.naxml.org/POSBO/Vocabulary/2003-10-16" version="3.3">\r\n'
            '  <nx:TransmissionHeader>\r\n    <nx:StoreLocationID>AB012</nx:StoreLocationID>\r\n'
            '    <nx:VendorName>Verifone</nx:VendorName>\r\n    <nx:VendorModelVersion>Commander 53.02</nx:VendorModelVersion>\r\n'
            '  </nx:TransmissionHeader>\r\n')
    head += (f'  <nx:{movement}>\r\n    <nx:MovementHeader>\r\n      <nx:ReportSequenceNumber>{n}</nx:ReportSequenceNumber>\r\n'
             f'      <nx:PrimaryReportPeriod>98</nx:PrimaryReportPeriod>\r\n      <nx:SecondaryReportPeriod>0</nx:SecondaryReportPeriod>\r\n'
             f'      <nx:BusinessDate>2026-05-02</nx:BusinessDate>\r\n      <nx:BeginDate>{bd}</nx:BeginDate>\r\n      <nx:BeginTime>{bt}</nx:BeginTime>\r\n'
             f'      <nx:EndDate>{ed}</nx:EndDate>\r\n      <nx:EndTime>{et}</nx:EndTime>\r\n    </nx:MovementHeader>\r\n')
    if sales_head:
        head += (f'    <nx:SalesMovementHeader>\r\n      <nx:RegisterID>101</nx:RegisterID>\r\n      <nx:CashierID>{6 + n}</nx:CashierID>\r\n'
                 f'      <nx:TillID>{n}</nx:TillID>\r\n    </nx:SalesMovementHeader>\r\n')
    return head + body + f'  </nx:{movement}>\r\n</nx:NAXML-MovementReport>\r\n'


def harbour_element(indent, name, value):
    return '  ' * indent + f'<nx:{name}>{value}</nx:{name}>\r\n'


def harbour_wrap(indent, name, inner):
    return '  ' * indent + f'<nx:{name}>\r\n' + inner + '  ' * indent + f'</nx:{name}>\r\n'


def harbour_files(site, shift, grades, n, begin, end, stamp):
    e, w = harbour_element, harbour_wrap
    bom = b'\xef\xbb\xbf'
    fgm = fpm = tpm = ''
    for g, grade in grades.items():
        own = [s for s in shift['sales'] if s['grade'] == g]
        inner, totals = e(3, 'FuelGradeID', g), e(3, 'FuelProductID', g)
        for s in own:
            test = w(7, 'PumpTestTotals', e(8, 'PumpTestAmount', '0.00') + e(8, 'PumpTestVolume', '0.000'))
            sales = w(6, 'FGMSalesTotals', e(7, 'FuelGradeSalesVolume', s['volume']) + e(7, 'FuelGradeSalesAmount', s['amount'])
                      + test + e(7, 'DiscountAmount', '1.20'))
            inner += w(3, 'FGMPositionSummary', e(4, 'FuelPositionID', s['position'])
                       + w(4, 'FGMPriceTierSummary', e(5, 'PriceTierCode', '1') + sales))
            totals += w(3, 'FPMNonResettableTotals', e(4, 'FuelPositionID', s['position'])
                        + e(4, 'FuelProductNonResettableVolumeNumber', s['total'])
                        + e(4, 'FuelProductNonResettableAmountNumber', s['money']))
        fgm += w(2, 'FGMDetail', inner)
        fpm += w(2, 'FPMDetail', totals)
        stock = shift['tanks'][grade['tank']]
        tpm += w(2, 'TPMDetail', e(3, 'TankID', grade['tank']) + e(3, 'FuelProductID', g) + e(3, 'FuelProductVolume', f'{stock:.3f}')
                 + e(3, 'FuelProductTemperature', '16.4') + e(3, 'Ullage', f'{D(40000) - stock:.3f}') + e(3, 'WaterVolume', '0'))
    write(f'harbour/fgm{stamp}.xml', harbour_doc('FuelGradeMovement', n, begin, end, fgm), 'utf-8', bom)
    write(f'harbour/fpm{stamp}.xml', harbour_doc('FuelProductMovement', n, begin, end, fpm, False), 'utf-8', bom)
    write(f'harbour/tpm{stamp}.xml', harbour_doc('TankProductMovement', n, begin, end, tpm, False), 'utf-8', bom)
    write(f'harbour/msm{stamp}.xml', harbour_doc('MiscellaneousSummaryMovement', n, begin, end, harbour_misc(shift)), 'utf-8', bom)


def harbour_misc(shift):
    e, w = harbour_element, harbour_wrap
    t = shift['tenders']

    def line(code, subcode, amount, count, tender=None):
        codes = w(3, 'MiscellaneousSummaryCodes', e(4, 'MiscellaneousSummaryCode', code)
                  + (e(4, 'MiscellaneousSummarySubCode', subcode) if subcode else ''))
        money = w(4, 'Tender', e(5, 'TenderCode', tender)) if tender else ''
        return w(2, 'MSMDetail', codes + w(3, 'MSMSalesTotals', money + e(4, 'MiscellaneousSummaryAmount', amount)
                                           + e(4, 'MiscellaneousSummaryCount', count)))

    return (line('openingBalance', None, '150.00', 1) + line('safeDrop', 'safeDrop', '500.00', 1, 'cash')
            + line('payouts', 'lotteryPay', '20.00', 2, 'cash') + line('refunds', 'merchandise', '-4.50', 1, 'cash')
            + line('tenders', 'sales', t['cash'], 41, 'cash') + line('tenders', 'sales', t['credit'], 33, 'creditCards')
            + line('tenders', 'sales', t['outsideCredit'], 52, 'outsideCredit')
            + line('statistics', 'overShort', '0.00', 0) + line('statistics', 'voidTransactions', '8.40', 1)
            + line('statistics', 'safeDropCount', '0', 1))


def harbour_journal():
    def sale(n, time, outside, lines, tenders, status=''):
        body = ''.join(f'<TransactionLine status="{s}">{x}</TransactionLine>\n' for s, x in lines)
        body += ''.join(f'<TransactionLine status="normal"><TenderInfo><Tender><TenderCode>{c}</TenderCode><TenderSubCode>generic</TenderSubCode></Tender>'
                        f'<TenderAmount>{a}</TenderAmount><ChangeFlag value="{f}"/></TenderInfo></TransactionLine>\n' for c, a, f in tenders)
        return (f'<SaleEvent>\n<EventSequenceID>{n}</EventSequenceID><TrainingModeFlag value="{status or "no"}"/><OutsideSalesFlag value="{outside}"/>\n'
                f'<CashierID>7</CashierID><RegisterID>101</RegisterID><TillID>1</TillID><TransactionID>{5000 + n}</TransactionID>\n'
                f'<EventStartDate>2026-05-02</EventStartDate><EventStartTime>{time}</EventStartTime><BusinessDate>2026-05-02</BusinessDate>\n'
                f'<TransactionDetailGroup>\n{body}</TransactionDetailGroup>\n</SaleEvent>\n')

    def fuel(grade, position, volume, price):
        amount = cents(D(volume) * D(price))
        return (f'<FuelLine><FuelGradeID>{grade}</FuelGradeID><FuelPositionID>{position}</FuelPositionID><PriceTierCode>1</PriceTierCode>'
                f'<Description>Gazole été</Description><ActualSalesPrice>{price}</ActualSalesPrice><MerchandiseCode>1</MerchandiseCode>'
                f'<SalesQuantity>{volume}</SalesQuantity><SalesAmount>{amount}</SalesAmount></FuelLine>'), amount

    def item(code, name, amount):
        return (f'<ItemLine><ItemCode><POSCode>{code}</POSCode></ItemCode><Description>{name}</Description><MerchandiseCode>7</MerchandiseCode>'
                f'<SalesQuantity>1</SalesQuantity><SalesAmount>{amount}</SalesAmount></ItemLine>')

    a, paid_a = fuel('20', '03', '41.270', '1.659')
    b, paid_b = fuel('10', '05', '18.004', '1.789')
    events = sale(1, '06:11:52', 'yes', [('normal', a)], [('outsideCredit', paid_a, 'no')])
    events += sale(2, '06:20:07', 'no', [('normal', b), ('normal', item('4006381333931', 'Coffee &amp; roll', '4.20')),
                                          ('cancel', item('4006381333948', 'Magazine', '6.50'))],
                   [('cash', '40.00', 'no'), ('cash', paid_b + D('4.20') - 40, 'yes')])
    events += sale(3, '06:25:00', 'no', [('normal', item('1', 'Lesson', '1.00'))], [('cash', '1.00', 'no')], 'yes')
    events += ('<RefundEvent>\n<CashierID>7</CashierID><RegisterID>101</RegisterID><TillID>1</TillID><TransactionID>5004</TransactionID>\n'
               '<EventStartDate>2026-05-02</EventStartDate><EventStartTime>07:02:00</EventStartTime><BusinessDate>2026-05-02</BusinessDate>\n'
               '<TransactionDetailGroup><TransactionLine status="normal">' + item('4006381333931', 'Coffee &amp; roll', '-4.20')
               + '</TransactionLine><TransactionLine status="normal"><TenderInfo><Tender><TenderCode>cash</TenderCode></Tender>'
                 '<TenderAmount>-4.20</TenderAmount></TenderInfo></TransactionLine></TransactionDetailGroup>\n</RefundEvent>\n')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<NAXML-POSJournal version="3.4">\n<TransmissionHeader><StoreLocationID>AB012</StoreLocationID>'
            '<VendorName>Verifone</VendorName></TransmissionHeader>\n<JournalReport>\n<JournalHeader><BeginDate>2026-05-02</BeginDate></JournalHeader>\n'
            + events + '</JournalReport>\n</NAXML-POSJournal>\n')


# --- oasis: odd habits: the period is always 0, UTF-16, element names in capitals or camel case, decimal commas,
# --- the second shift still open (EndDate 2100), no FGM by position but one by tender, ids of outside terminals at the root.

def oasis():
    grades = {'SUPER': dict(price=D('20.150'), tank='T1', stock=18000, share=D('1')),
              'DIESEL': dict(price=D('21.480'), tank='T2', stock=22000, share=D('1.2'))}
    site = Site(37, ['1', '2'], grades)
    times = [(31, '2026-07-09', '07:00:00', '2026-07-09', '15:00:00'), (32, '2026-07-09', '15:00:00', '2100-01-01', '00:00:00')]
    for n, bd, bt, ed, et in times:
        oasis_files(site.shift(600_000), grades, n, bd, bt, ed, et)


def comma(x):
    return str(x).replace('.', ',')


def oasis_files(shift, grades, n, bd, bt, ed, et):
    def doc(movement, body, after=''):
        return ('<?xml version="1.0" encoding="UTF-16"?>\n<NAXML-MOVEMENTREPORT VERSION="3.4">\n <TRANSMISSIONHEADER>\n'
                '  <STORELOCATIONID>Estación 9</STORELOCATIONID>\n  <VENDORNAME>Tokheim Ötigo</VENDORNAME>\n </TRANSMISSIONHEADER>\n'
                f' <{movement}>\n  <MOVEMENTHEADER>\n   <REPORTSEQUENCENUMBER>{n}</REPORTSEQUENCENUMBER>\n   <PRIMARYREPORTPERIOD>0</PRIMARYREPORTPERIOD>\n'
                f'   <SECONDARYREPORTPERIOD>0</SECONDARYREPORTPERIOD>\n   <BUSINESSDATE>2026-07-09</BUSINESSDATE>\n   <BEGINDATE>{bd}</BEGINDATE>\n'
                f'   <BEGINTIME>{bt}</BEGINTIME>\n   <ENDDATE>{ed}</ENDDATE>\n   <ENDTIME>{et}</ENDTIME>\n  </MOVEMENTHEADER>\n'
                + body + f' </{movement}>\n{after}</NAXML-MOVEMENTREPORT>\n')

    fgm = fpm = tpm = ''
    for g, grade in grades.items():
        own = [s for s in shift['sales'] if s['grade'] == g]
        volume, amount = sum(s['volume'] for s in own), sum(s['amount'] for s in own)
        card_v = (volume / 4).quantize(D('0.001'))
        card_a = cents(amount / 4)
        fgm += f'  <fgmDetail>\n   <fuelGradeId>{g}</fuelGradeId>\n'
        for tender, v, a in (('cash', volume - card_v, amount - card_a), ('creditCards', card_v, card_a)):
            fgm += (f'   <fgmTenderSummary>\n    <tender><tenderCode>{tender}</tenderCode></tender>\n    <fgmSellPriceSummary>\n'
                    f'     <actualSalesPrice>{comma(grade["price"])}</actualSalesPrice>\n     <fgmSalesTotals>\n'
                    f'      <fuelGradeSalesVolume>{comma(v)}</fuelGradeSalesVolume>\n      <fuelGradeSalesAmount>{comma(a)}</fuelGradeSalesAmount>\n'
                    f'     </fgmSalesTotals>\n    </fgmSellPriceSummary>\n   </fgmTenderSummary>\n')
        fgm += '  </fgmDetail>\n'
        fpm += f'  <FPMDETAIL>\n   <FUELPRODUCTID>{g}</FUELPRODUCTID>\n'
        for s in own:
            fpm += (f'   <FPMNONRESETTABLETOTALS><FUELPOSITIONID>{s["position"]}</FUELPOSITIONID>'
                    f'<FUELPRODUCTNONRESETTABLEVOLUMENUMBER>{comma(s["total"])}</FUELPRODUCTNONRESETTABLEVOLUMENUMBER>'
                    f'<FUELPRODUCTNONRESETTABLEAMOUNTNUMBER>0</FUELPRODUCTNONRESETTABLEAMOUNTNUMBER></FPMNONRESETTABLETOTALS>\n')
        fpm += '  </FPMDETAIL>\n'
        stock = shift['tanks'][grade['tank']]
        tpm += (f'  <TPMDETAIL>\n   <TANKID>{grade["tank"]}</TANKID>\n   <FUELPRODUCTID>{g}</FUELPRODUCTID>\n'
                f'   <FUELPRODUCTVOLUME>{comma(stock)}</FUELPRODUCTVOLUME>\n   <FUELPRODUCTTEMPERATURE>24,6</FUELPRODUCTTEMPERATURE>\n  </TPMDETAIL>\n')
    t = shift['tenders']
    msm = ''
    for code, sub, amount, count, tender in (('payins', 'change', '300,00', 1, ''), ('safeDrop', '', '1500,00', 3, 'cash'),
                                             ('statistics', 'driveoff', '412,35', 1, ''), ('statistics', 'overShort', '-88,10', 0, ''),
                                             ('tenders', '', comma(t['cash']), 60, 'cash'), ('tenders', '', comma(t['credit']), 22, 'creditCards')):
        msm += (f'  <MSMDETAIL><MISCELLANEOUSSUMMARYCODES><MISCELLANEOUSSUMMARYCODE>{code}</MISCELLANEOUSSUMMARYCODE>'
                + (f'<MISCELLANEOUSSUMMARYSUBCODE>{sub}</MISCELLANEOUSSUMMARYSUBCODE>' if sub else '') + '</MISCELLANEOUSSUMMARYCODES>'
                + f'<MSMSALESTOTALS><TENDER><TENDERCODE>{tender}</TENDERCODE></TENDER><MISCELLANEOUSSUMMARYAMOUNT>{amount}</MISCELLANEOUSSUMMARYAMOUNT>'
                  f'<MISCELLANEOUSSUMMARYCOUNT>{count}</MISCELLANEOUSSUMMARYCOUNT></MSMSALESTOTALS></MSMDETAIL>\n')
    outside = (f' <MSMDETAIL><MISCELLANEOUSSUMMARYCODES><MISCELLANEOUSSUMMARYCODE/></MISCELLANEOUSSUMMARYCODES><REGISTERID>OPT-7</REGISTERID>'
               f'<MSMSALESTOTALS><TENDER><TENDERCODE>outsideCredit</TENDERCODE></TENDER><MISCELLANEOUSSUMMARYAMOUNT>{comma(t["outsideCredit"])}</MISCELLANEOUSSUMMARYAMOUNT>'
               f'<MISCELLANEOUSSUMMARYCOUNT>44</MISCELLANEOUSSUMMARYCOUNT></MSMSALESTOTALS></MSMDETAIL>\n')
    little = b'\xff\xfe'
    write(f'oasis/FGM_{n}.XML', doc('FUELGRADEMOVEMENT', fgm), 'utf-16-le', little)
    write(f'oasis/FPM_{n}.XML', doc('FUELPRODUCTMOVEMENT', fpm), 'utf-16-be', b'\xfe\xff')
    write(f'oasis/TPM_{n}.XML', doc('TANKPRODUCTMOVEMENT', tpm), 'utf-16-le', little)
    write(f'oasis/MSM_{n}.XML', doc('MISCELLANEOUSSUMMARYMOVEMENT', msm, outside), 'utf-16-le', little)


# --- bad: what a folder may hold besides.

def small_fpm(volume='1000.000', business='2026-03-14', begin='2026-03-14', store='4417', more='', end='2026-03-14', begin_time='22:00:07', end_time='23:59:00'):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<NAXML-MovementReport version="3.4">\n<TransmissionHeader>\n'
            f'<StoreLocationID>{store}</StoreLocationID>\n</TransmissionHeader>\n<FuelProductMovement>\n<MovementHeader>\n'
            '<ReportSequenceNumber>1</ReportSequenceNumber>\n<PrimaryReportPeriod>98</PrimaryReportPeriod>\n'
            f'<BusinessDate>{business}</BusinessDate>\n<BeginDate>{begin}</BeginDate>\n<BeginTime>{begin_time}</BeginTime>\n<EndDate>{end}</EndDate>\n<EndTime>{end_time}</EndTime>\n'
            '</MovementHeader>\n<FPMDetail>\n<FuelProductID>1</FuelProductID>\n<FPMNonResettableTotals>\n<FuelPositionID>1</FuelPositionID>\n'
            f'<FuelProductNonResettableVolumeNumber>{volume}</FuelProductNonResettableVolumeNumber>\n</FPMNonResettableTotals>\n{more}'
            '</FPMDetail>\n</FuelProductMovement>\n</NAXML-MovementReport>\n')


def totals(position, volume):
    return (f'<FPMNonResettableTotals>\n<FuelPositionID>{position}</FuelPositionID>\n'
            f'<FuelProductNonResettableVolumeNumber>{volume}</FuelProductNonResettableVolumeNumber>\n</FPMNonResettableTotals>\n')


def bad():
    whole = small_fpm()
    write('bad/FPM-truncated.xml', whole[:whole.index('</FPMDetail>')])
    write('bad/FPM-broken.xml', whole.replace('</FPMDetail>', '</FPMDetail>\n<FPMDetail><FuelProductID>2</FuelProductID></FPMDetial>'))
    bomb = '<!DOCTYPE bomb [\n<!ENTITY a "aaaaaaaaaa">\n' + ''.join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">\n' for i in range(9)) + ']>\n'
    write('bad/FPM-bomb.xml', whole.replace('?>\n', '?>\n' + bomb, 1).replace('<FuelPositionID>1<', '<FuelPositionID>&j;<'))
    write('bad/FPM-outside-entity.xml', whole.replace('?>\n', '?>\n<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">\n', 1))
    latin = whole.replace('<StoreLocationID>4417<', '<StoreLocationID>Café 4417<')
    write('bad/FPM-wrong-encoding.xml', latin, 'latin-1')
    write('bad/FPM-unreadable-encoding.xml', whole.replace('UTF-8', 'EBCDIC-CP-US'))
    write('bad/FPM-negative.xml', small_fpm(more=totals(2, '-12.500') + totals(3, '2000.250') + totals(4, 'NaN')
                                            + totals(5, '99999999999999999999') + totals('', '5.000')))
    write('bad/FPM-2100.xml', small_fpm(business='2100-06-01', begin='2100-06-01', end='2100-06-01'))
    write('bad/FPM-unknown-store.xml', small_fpm(store='9999'))
    write('bad/FPM-decreasing.xml', small_fpm(volume='17.250'))
    write('bad/FPM-duplicate.xml', whole)
    write('bad/FPM-duplicate-again.xml', whole)
    write('bad/FPM-empty.xml', '')
    write('bad/FPM-text.xml', 'Date;Pump;Volume\n2026-03-14;1;17,25\n')
    write('bad/FGM-other.xml', '<?xml version="1.0"?>\n<html><body>FuelGradeMovement</body></html>\n')


if __name__ == '__main__':
    northgate()
    harbour()
    oasis()
    bad()
