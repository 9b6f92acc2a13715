/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

/* Towns nobody will find on a map, on coasts everybody can. */
const FcDemoPlan fc_demo_plans[FC_DEMO_MAX_STATIONS] = {
  { "Carrigmore", "2 Pier Road, Carrigmore", 51.7058, -8.5222, FC_DEMO_TOWN, 450, 6, 3 },
  { "Inishbeg", "Strand Street, Inishbeg", 52.1409, -10.2640, FC_DEMO_RESORT, 300, 4, 2 },
  { "Port Lorne", "N6 Docks Roundabout, Port Lorne", 53.2707, -9.0568, FC_DEMO_HIGHWAY, 640, 8, 3 },
  { "Skerrow Head", "14 Lighthouse Road, Skerrow Head", 54.2766, -8.4761, FC_DEMO_TOWN, 360, 5, 2 },
  { "Dunmarra", "M1 Service Area North, Dunmarra", 53.7179, -6.3561, FC_DEMO_HIGHWAY, 720, 8, 3 },
  { "Ballywick Strand", "Sea Front, Ballywick", 52.9808, -6.0446, FC_DEMO_RESORT, 280, 4, 2 },
  { "Rossavane", "Quay Street, Rossavane", 53.8000, -9.5200, FC_DEMO_TOWN, 380, 5, 2 },
  { "Trawlee", "Ballard Road, Trawlee", 52.2713, -9.6999, FC_DEMO_TOWN, 420, 6, 3 },
  { "Tramoyle", "Promenade, Tramoyle", 52.1624, -7.1525, FC_DEMO_RESORT, 310, 4, 2 },
  { "Ardfinn Quay", "N25 Bypass, Ardfinn", 52.3369, -6.4633, FC_DEMO_HIGHWAY, 600, 8, 3 },
  { "Clonbeg Bay", "The Diamond, Clonbeg", 54.6538, -8.1096, FC_DEMO_TOWN, 340, 5, 2 },
  { "Letterbrack", "Swilly Road, Letterbrack", 55.1365, -7.4565, FC_DEMO_TOWN, 330, 4, 2 },
  { "Youghane", "Front Strand, Youghane", 51.9541, -7.8506, FC_DEMO_RESORT, 290, 4, 2 },
  { "Bantrush", "Wolfe Square, Bantrush", 51.6801, -9.4520, FC_DEMO_RESORT, 270, 4, 2 },
  { "Kilrossan", "Merchant Quay, Kilrossan", 52.6366, -9.4853, FC_DEMO_TOWN, 320, 4, 2 },
  { "Clifdarra", "Beach Road, Clifdarra", 53.4883, -10.0200, FC_DEMO_RESORT, 260, 4, 2 },
  { "Balbrennan", "Drogheda Street, Balbrennan", 53.6113, -6.1830, FC_DEMO_TOWN, 480, 6, 3 },
  { "Arkmore", "North Quay, Arkmore", 52.7977, -6.1599, FC_DEMO_TOWN, 400, 5, 3 },
  { "Dungarrow", "Davitt Quay, Dungarrow", 52.0880, -7.6250, FC_DEMO_TOWN, 410, 5, 3 },
  { "Cobhaven", "Harbour Hill, Cobhaven", 51.8500, -8.2950, FC_DEMO_TOWN, 370, 5, 2 },
  { "Lahinrush", "Marine Parade, Lahinrush", 52.9340, -9.3450, FC_DEMO_RESORT, 280, 4, 2 },
  { "Belmarra", "Carter Square, Belmarra", 54.2250, -9.9900, FC_DEMO_RESORT, 240, 4, 2 },
  { "Greymount", "Church Road, Greymount", 53.1440, -6.0630, FC_DEMO_TOWN, 520, 6, 3 },
  { "Skibrane", "Ilen Street, Skibrane", 51.5500, -9.2650, FC_DEMO_TOWN, 350, 5, 2 },
};

static const char *const first_names[] = {
  "Aoife", "Brendan", "Ciara", "Declan", "Eimear",  "Fergal", "Gráinne", "Hugh",  "Imelda", "Jarlath", "Kate",
  "Liam",  "Maeve",   "Niall", "Orla",   "Pádraig", "Róisín", "Seán",    "Tara",  "Ultan",  "Una",     "Vera",
  "Anna",  "Piotr",   "Ivana", "Marta",  "Tomasz",  "Denis",  "Emma",    "Conor", "Nora",
};
static const char *const last_names[] = {
  "Ahearne", "Brody",   "Callan", "Doyle", "Egan",  "Farrell", "Geary",    "Hanlon", "Irwin",  "Joyce",
  "Keane",   "Lacey",   "Moran",  "Nagle", "Oakes", "Power",   "Quirke",   "Rooney", "Scully", "Tierney",
  "Upton",   "Vaughan", "Walshe", "Kowal", "Novak", "Byrne",   "Costello", "Devane", "Flood",
};

static const char *
name_of (guint n)
{
  g_autofree char *name = NULL;

  /* The tables' lengths share no factor, so that no two of the first 899 are the same. */
  name = g_strdup_printf ("%s %s", first_names[n % G_N_ELEMENTS (first_names)],
                          last_names[(n * 5 + 3) % G_N_ELEMENTS (last_names)]);
  return g_intern_string (name);
}

const char *
fc_demo_cashier_name (guint station,
                      guint n)
{
  return name_of (100 + station * FC_DEMO_N_CASHIERS + n);
}

const char *
fc_demo_supervisor_name (guint station)
{
  return name_of (30 + station);
}

/* Two tanks of one product each feed half of the pumps. */
static const FcDemoTankPlan town_tanks[] = {
  { FC_DEMO_DIESEL, 2500, 8000, 0.44 },
  { FC_DEMO_UNLEADED_95, 2500, 8000, 0.41 },
  { FC_DEMO_UNLEADED_98, 2000, 4000, 0.07 },
  { FC_DEMO_DIESEL_PLUS, 2000, 4000, 0.08 },
};
static const FcDemoTankPlan highway_tanks[] = {
  { FC_DEMO_DIESEL, 2750, 9000, 0.30 },      { FC_DEMO_DIESEL, 2750, 9000, 0.30 },
  { FC_DEMO_UNLEADED_95, 2500, 8000, 0.25 }, { FC_DEMO_UNLEADED_98, 2000, 4000, 0.05 },
  { FC_DEMO_DIESEL_PLUS, 2500, 5000, 0.10 },
};
static const FcDemoTankPlan resort_tanks[] = {
  { FC_DEMO_DIESEL, 2300, 6000, 0.41 },
  { FC_DEMO_UNLEADED_95, 2500, 6000, 0.49 },
  { FC_DEMO_UNLEADED_98, 2000, 3500, 0.10 },
};

guint
fc_demo_plan_tanks (FcDemoKind             kind,
                    const FcDemoTankPlan **tanks)
{
  switch (kind)
    {
    case FC_DEMO_HIGHWAY:
      *tanks = highway_tanks;
      return G_N_ELEMENTS (highway_tanks);
    case FC_DEMO_RESORT:
      *tanks = resort_tanks;
      return G_N_ELEMENTS (resort_tanks);
    case FC_DEMO_TOWN:
    default:
      *tanks = town_tanks;
      return G_N_ELEMENTS (town_tanks);
    }
}
